import { fitScalability, type Throughput } from '../../stats/scalability-law.js'
import type { CapacityResult } from '../capacity.js'
import type { ScalingCurve, ScalingPoint } from './scaling.js'

/** With fewer sizes three parameters go through nearly anything, and say nothing. */
export const leastSizes = 5

/**
 * Capacities of one candidate on fleets of several sizes, as a curve with the law through it.
 * @param sizes numbers of backends, ascending, as many as `found`
 */
export function scalingCurve(sizes: readonly number[], found: readonly CapacityResult[]): ScalingCurve {
  const first = found.findIndex(({ ratePerSecond }) => ratePerSecond !== null)
  const alone = first === -1 ? null : found[first]!.ratePerSecond! / sizes[first]!
  const points = found.map(
    ({ ratePerSecond, load, metrics, failsAtPerSecond, limit }, i): ScalingPoint => ({
      backends: sizes[i]!,
      ratePerSecond,
      load,
      efficiency: ratePerSecond === null || alone === null ? null : ratePerSecond / sizes[i]! / alone,
      metrics,
      failsAtPerSecond,
      limit,
    }),
  )
  const rates = points.flatMap(throughput)
  const fit = rates.length < leastSizes ? null : (fitScalability(rates) ?? null)
  return { candidate: found[0]!.candidate, points, fit }
}

/** Each rate is searched to a share of itself, so that is how far each may be off. */
function throughput({ backends, ratePerSecond }: ScalingPoint): Throughput[] {
  return ratePerSecond === null ? [] : [{ n: backends, x: ratePerSecond, weight: 1 / (ratePerSecond * ratePerSecond) }]
}
