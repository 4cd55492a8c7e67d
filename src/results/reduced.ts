import type { Growth } from './growth.js'
import type { Guard } from './guard.js'
import type { Sample } from './latency.js'
import type { MetricName } from './metric-name.js'

/** What a trial's record or tally comes down to; a metric left out cannot be told. */
export interface Reduced {
  readonly metrics: Readonly<Partial<Record<MetricName, number | null>>>
  /** Null in virtual time. */
  readonly guard: Guard | null
  /** Requests by kind of error, e.g. { "http 503": 4, timeout: 1 }. */
  readonly errors: Readonly<Record<string, number>>
  /** Requests answered by each backend, in the order of the trial's. */
  readonly perBackend: readonly number[]
  readonly growth: Growth | undefined
  /** Of the requests that latency metrics are of. */
  readonly latency: Sample
  /** Answers that sent the client elsewhere, which it did not follow; none in virtual time. */
  readonly redirects: number
}
