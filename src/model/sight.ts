/** Where a balancer has a backend: in its pool, outside by the operator's will, or out because it looks sick. */
export const poolStates = ['in', 'draining', 'left', 'banned', 'unhealthy', 'ejected'] as const
export type PoolState = (typeof poolStates)[number]

/** Whether a balancer keeps a backend out because it takes it for sick. */
export function looksSick(state: PoolState): boolean {
  return state === 'banned' || state === 'unhealthy' || state === 'ejected'
}

/** Length of a window, ms, in which whatever happens in a trial is summed up. */
export const windowMs = 100

/**
 * What was seen of a balancer over time: where it sent requests, and whom it kept out. Of the measured part of a trial
 * and what followed until its last request ended; times in ms from the start of measuring.
 */
export interface BalancerSight {
  /** Tries sent to each backend in each window of `windowMs`: [window * backends + backend]. A refused connection is a try. */
  readonly tries: Float64Array
  /** Mean number of tries in flight at each backend, likewise; undefined where ends of tries are not seen. */
  readonly inFlight?: Float64Array
  /** In order of time; all are `in` before their first. Those of the warm-up have times below 0. */
  readonly changes: readonly SightChange[]
}

/** A backend's state from then on. */
export interface SightChange {
  readonly atMs: number
  readonly backend: number
  readonly state: PoolState
}
