import type { Capacity, CapacityResult } from '../../sweep/capacity.js'
import { formatRate, formatShare } from '../../units.js'
import { list } from '../list.js'
import { thousands } from './thousands.js'

/** Who sustains most, and by how much. */
export function capacitySentences({ candidates, slos, tolerance }: Capacity): string[] {
  const objectives = list(slos)
  const met = candidates.filter(hasRate).sort((a, b) => b.ratePerSecond - a.ratePerSecond)
  const [best, ...others] = met
  const unmet = candidates.filter(one => !hasRate(one)).map(({ candidate }) => candidate.id)
  const never =
    unmet.length === 0
      ? []
      : [
          `${list(unmet)} ${unmet.length === 1 ? 'does' : 'do'} not meet ${objectives} at any rate: not even at 1% load.`,
        ]
  if (best === undefined) return never
  const shares = others.map(({ candidate, ratePerSecond }) => {
    const share = ratePerSecond / best.ratePerSecond
    return share >= 1 - tolerance
      ? `${candidate.id} as much within ${formatShare(tolerance)}`
      : `${candidate.id} ${formatShare(share)} of that`
  })
  const rest = shares.length === 0 ? '' : `; ${shares.join(', ')}`
  return [`${best.candidate.id} sustains most under ${objectives}: ${formatRate(best.ratePerSecond)}${rest}.`, ...never]
}

type Met = CapacityResult & { readonly ratePerSecond: number }
/** Whether there is a rate at which the objectives hold. */
export const hasRate = (one: CapacityResult): one is Met => one.ratePerSecond !== null

/** How it was found, in sentences. */
export function capacityMethod({ scenario, rounds, requests, tolerance, fleetRatePerSecond }: Capacity): string[] {
  const many = rounds === 1 ? 'the one round' : `each of ${rounds} rounds`
  return [
    `Scenario ${scenario.name}, seed ${scenario.seed}, in virtual time; all its backends together can serve ${formatRate(fleetRatePerSecond)}. About ${thousands(requests)} requests a rate and round, the same for every candidate.`,
    `A rate is sustained where every objective holds in ${many} and no queue grows. Searched by bisection until both rates are within ${formatShare(tolerance)}.`,
  ]
}
