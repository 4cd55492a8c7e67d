import type { Capacity, CapacityResult } from '../../sweep/capacity.js'
import { formatRate, formatShare } from '../../units.js'
import { list } from '../list.js'
import { leadersOf } from './leaders.js'
import { mostText } from './most-text.js'
import { thousands } from './thousands.js'

/** Who sustains most, and by how much; nobody by less than the search can tell. */
export function capacitySentences({ candidates, slos, tolerance }: Capacity): string[] {
  const objectives = list(slos)
  const rated = candidates.map(({ candidate: { id, strategy }, ratePerSecond, failsAtPerSecond }) => ({
    ...{ id, strategy, rate: ratePerSecond, failsAt: failsAtPerSecond },
  }))
  const told = mostText(leadersOf(rated, tolerance), tolerance)
  const unmet = candidates.filter(one => !hasRate(one)).map(({ candidate }) => candidate.id)
  const never =
    unmet.length === 0
      ? []
      : [
          `${list(unmet)} ${unmet.length === 1 ? 'does' : 'do'} not meet ${objectives} at any rate: not even at 1% load.`,
        ]
  if (told === undefined) return never
  const { who, isMany, rate } = told
  return [`${who} ${isMany ? 'sustain' : 'sustains'} most under ${objectives}: ${rate}.`, ...never]
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
