import { atLeastOf, estimateOf as estimateOfKey, type MetricKey } from '../../results/metric-key.js'
import type { Estimate } from '../../results/results.js'
import type { Measure, VaryPoint } from './vary.js'

/** What a point has of a quantity; null where it cannot be told. */
export function estimateOf(point: VaryPoint, measure: Measure): Estimate | null {
  return estimateOfKey(point, keyOf(measure))
}

/** Whether it is at least so much only: some round did not see the end of it. */
export function isOpen({ rounds }: VaryPoint, measure: Measure): boolean {
  return atLeastOf(rounds, keyOf(measure)) > 0
}

/** As results have it. */
export function keyOf({ incident, metric }: Measure): MetricKey {
  return incident === null ? metric : { incident, name: metric }
}
