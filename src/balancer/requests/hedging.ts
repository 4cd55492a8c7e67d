import type { HedgeSpec } from '../../model/balancer-spec.js'
import type { Outcome } from '../../strategies/strategy.js'
import type { Counts } from '../counts.js'
import { Line } from './line.js'
import type { Trip } from './trip.js'

/** Who has waited so long for an answer that a second try is worth its cost: Dean and Barroso, The Tail at Scale (2013). */
export class Hedging {
  readonly #spec: HedgeSpec
  readonly #counts: Counts
  readonly #ask: (ticket: number, nowMs: number) => void
  readonly #waiting = new Line<Trip>()

  /** @param ask asks the world to hedge the request of that ticket */
  constructor(spec: HedgeSpec, counts: Counts, ask: (ticket: number, nowMs: number) => void) {
    this.#spec = spec
    this.#counts = counts
    this.#ask = ask
  }

  /** A try began; the last one counts. What cannot be sent twice is not hedged. */
  began(trip: Trip, repeatable: boolean, nowMs: number): void {
    this.#forget(trip)
    if (repeatable && trip.hedges.length < this.#spec.max)
      trip.hedgePlace = this.#waiting.join(trip, nowMs + this.#spec.afterMs)
  }

  /** The second try found a backend. */
  hedged(trip: Trip, backend: number, nowMs: number): void {
    trip.hedges.push(backend)
    this.#counts.at(nowMs).hedges++
  }

  ended(trip: Trip, backend: number, { cause }: Outcome, nowMs: number): void {
    if (cause === 'answer' && !trip.answered) {
      trip.answered = true
      if (trip.hedges.includes(backend)) this.#counts.at(nowMs).hedgesWon++
    }
    if (trip.answered || trip.running === 0) this.#forget(trip)
  }

  closed(trip: Trip): void {
    this.#forget(trip)
  }

  /** When the next one has waited long enough, ms; Infinity where nobody waits. */
  nextMs(): number {
    return this.#waiting.untilMs
  }

  advance(nowMs: number): void {
    while (this.#waiting.untilMs <= nowMs) {
      const trip = this.#waiting.first!.item
      this.#forget(trip)
      // Its own next try waits for a place or a backoff: another would have to wait behind that.
      if (trip.backoff !== undefined || trip.waits) continue
      trip.hedgeDue = true
      this.#ask(trip.ticket, nowMs)
    }
  }

  #forget(trip: Trip): void {
    if (trip.hedgePlace !== undefined) this.#waiting.leave(trip.hedgePlace)
    trip.hedgePlace = undefined
    trip.hedgeDue = false
  }
}
