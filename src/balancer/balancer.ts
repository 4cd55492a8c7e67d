import type { Outcome } from '../strategies/strategy.js'

/**
 * One request's way through the balancer. The data plane (live) or the event loop (virtual) asks `next()` for a backend,
 * tries it, and says how the try ended; the flight keeps in-flight counts, health and the list of tried backends.
 *
 * Calls alternate: each `next()` that gave a backend is followed by exactly one `ended()`. Anything else is a fault of
 * the caller and throws.
 */
export interface Flight {
  /** Index of the backend to try now, counted as in flight from this moment; -1 where none may serve or retries are used up. */
  next(nowMs: number): number
  /**
   * The current try ended. `outcome.failed` charges the backend's health; nobody keeps the record, so the caller may use
   * it again. May be followed by another `next()`.
   */
  ended(outcome: Outcome, nowMs: number): void
  /** Backends tried so far. */
  readonly tries: number
}
