import type { PartMetricName } from './metric-key.js'
import type { MetricName } from './metric-name.js'

/** What `--until` wanted, and what came of it; docs/until.md. */
export interface UntilResult {
  /** As written, e.g. "p99 +-5%". */
  readonly targets: readonly string[]
  /** Whether all intervals were that tight at the last look. */
  readonly reached: boolean
  /** How often the data was to be looked at, fixed before the run, and how often it was. */
  readonly looks: { readonly planned: number; readonly done: number }
  /** What ends it without the targets. */
  readonly maxRounds: number
  readonly maxTimeMs: number
  /** The interval farthest from its target at the last look; null before the first one, and where nothing is left to compare. */
  readonly widest: {
    readonly target: string
    readonly metric: MetricName | PartMetricName
    /** Which incident it is of; absent where it is of the whole run. */
    readonly incident?: string
    readonly candidate: string
    /** Whom it is compared with; null where it is the candidate's own value. */
    readonly reference: string | null
    /** From the estimate to the interval's farther end: a share of the estimate of latencies and rates, else as the metric; null where it cannot be told. */
    readonly reach: number | null
  } | null
}
