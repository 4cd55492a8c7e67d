import type { PoolState } from '../model/sight.js'

/**
 * A trial, window by window of `windowMs`, from the start of measuring to its end. Requests count where they were due, tries
 * and states where they happened. Columns have an entry a window; those by backend [window * backends + backend].
 */
export interface Windows {
  readonly windowMs: number
  readonly count: number
  readonly backends: number
  /** Requests due. */
  readonly requests: Float64Array
  /** Requests by kind of error, e.g. "http 503", "timeout". */
  readonly errors: ReadonlyMap<string, Float64Array>
  /** Of good answers and time-outs, ms; NaN where there are none. With few requests a p99 is the slowest. */
  readonly p50Ms: Float64Array
  readonly p99Ms: Float64Array
  /** By backend: tries where the balancer is seen, else answers. */
  readonly sent: Float64Array
  /** By backend: mean number of requests there, of those it answered; an entry a window and backend. */
  readonly inFlight: Float64Array
  /** By backend: at the end of the window. Empty where the balancer is not seen. */
  readonly states: readonly PoolState[]
}
