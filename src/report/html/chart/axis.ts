/** What lies along an axis. */
export interface Axis {
  /** With the unit: "latency, ms". */
  readonly label: string
  /** `tail`: shares in [0, 1) by the decades of what lies beyond, as HdrHistogram draws them: 0, 90, 99, 99.9 % are equally far apart. */
  readonly scale: 'linear' | 'log' | 'tail'
  readonly unit: AxisUnit
  /** Least and most that is drawn; what the values need where there is none. */
  readonly from?: number
  readonly to?: number
}

/**
 * How a value is written: `time` is ms into a run (drawn in s, min or h), `percent` has been multiplied, `share` has not, `times` is a
 * factor.
 */
export type AxisUnit = 'ms' | 'time' | 'percent' | 'share' | 'perSecond' | 'count' | 'times'

/** Latencies, which vary by factors. */
export const latencyAxis: Axis = { label: 'latency, ms (logarithmic)', scale: 'log', unit: 'ms' }
