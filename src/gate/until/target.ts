import type { MetricUnit } from '../../results/metric-info.js'
import type { MetricKey } from '../../results/metric-key.js'

/** How tight an interval is to become, by `--until`. */
export interface Target {
  /** As written. */
  readonly text: string
  readonly metric: MetricKey
  /**
   * How far the interval may reach from the estimate, to its farther side: as a share of the estimate (0.05 for "5%") of latencies
   * and rates, in points (0.001 for "0.1%") of shares, plain of indices.
   */
  readonly reach: number
}

/** Whether a reach is a share of the estimate; else it is in the metric's own unit. */
export function isRelative(unit: MetricUnit): boolean {
  return unit === 'ms' || unit === 'perSecond'
}
