import type { BreakerSpec, RetrySpec } from '../../model/balancer-spec.js'
import type { Trip } from './trip.js'

/**
 * How many retries may be under way at once: by budget and by breaker. A request holds one from the moment its retry is
 * allowed until that try ends or the request closes; where a retry is retried, it goes on holding the one.
 *
 * Source: Envoy source/common/upstream/resource_manager_impl.h (RetryBudgetImpl).
 */
export class RetryUnits {
  readonly #budget: RetrySpec['budget']
  readonly #most: number
  #held = 0

  constructor({ budget }: RetrySpec, breaker: BreakerSpec | undefined) {
    this.#budget = budget
    this.#most = breaker?.maxRetries ?? Infinity
  }

  get held(): number {
    return this.#held
  }

  /** Whether this request may hold one, which it then does. @param requests under way, retries among them */
  take(trip: Trip, requests: number): boolean {
    if (!trip.holdsRetry) {
      const budget = this.#budget
      const allowed = budget === undefined ? Infinity : Math.max(budget.min, Math.floor(budget.share * requests))
      if (this.#held >= Math.min(allowed, this.#most)) return false
      this.#held++
      trip.holdsRetry = true
    }
    trip.granted = true
    return true
  }

  /** The try at that backend ended. */
  ended(trip: Trip, backend: number): void {
    if (!trip.holdsRetry || trip.retryBackend !== backend) return
    trip.retryBackend = -1
    if (!trip.granted) this.release(trip)
  }

  release(trip: Trip): void {
    if (!trip.holdsRetry) return
    trip.holdsRetry = false
    this.#held--
  }
}
