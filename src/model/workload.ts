/**
 * The requests of one trial, drawn before it: a row a request, the same for every candidate of a round.
 * Open loop: rows in order of `dueMs`. Closed loop: row k is the k-th request to be sent, `dueMs` is NaN.
 */
export interface Workload {
  readonly size: number
  /** When the request is due, ms; 0 is the start of measuring, warm-up requests are negative. */
  readonly dueMs: Float64Array
  /** Who asks: 0 .. clients.count - 1. */
  readonly client: Int32Array
  /** How heavy: the quantile of the backend's service time, in (0, 1). */
  readonly demand: Float64Array
  /** Compared with a backend's failure shares, in [0, 1). */
  readonly failure: Float64Array
  /** Index into `traffic.requests`. */
  readonly kind: Uint8Array
  /** Closed loop: pause before the request, ms; empty in an open loop. */
  readonly thinkMs: Float64Array
}
