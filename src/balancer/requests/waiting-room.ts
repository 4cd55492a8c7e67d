import type { QueueSpec } from '../../model/balancer-spec.js'
import type { Counts } from '../counts.js'
import { blocks } from '../pool.js'
import type { Tiers } from '../tiers.js'
import { Line } from './line.js'
import type { Trip } from './trip.js'

export interface WaitingRoomOptions {
  readonly spec: QueueSpec
  /** Envoy's `max_pending_requests`. */
  readonly maxPending: number
  readonly tiers: Tiers
  readonly counts: Counts
  /** Tells the world that the request of that ticket may ask again. */
  readonly resume: (ticket: number, nowMs: number) => void
}

/**
 * Where requests wait for a place, first come first served: whoever comes while others wait goes to the end. A place that
 * becomes free goes to the first that can use it; a retry cannot use one at a backend it has tried, nor a session one that is
 * not its own. Who is called and has not asked yet keeps everybody else waiting, so that nobody takes its place.
 *
 * Source: HAProxy's backend queue (src/queue.c, process_srv_queue).
 */
export class WaitingRoom {
  readonly #options: WaitingRoomOptions
  readonly #line = new Line<Trip>()
  /** Called, and have not asked yet. */
  #called = 0
  /** How many of those that wait want a certain backend. */
  #wanting = 0
  #due = false
  #nowMs = Number.NEGATIVE_INFINITY

  constructor(options: WaitingRoomOptions) {
    this.#options = options
  }

  /** Whether who comes now has to wait. */
  get isBusy(): boolean {
    return this.#line.length > 0 || this.#called > 0
  }

  get length(): number {
    return this.#line.length
  }

  /** The trip waits from now on; false where there is no room. One that was called in vain has its old place again. */
  enter(trip: Trip, tried: readonly number[], wants: number, nowMs: number): boolean {
    const { spec, maxPending, counts } = this.#options
    if (trip.queuePlace !== undefined) this.#line.rejoin(trip.queuePlace)
    else {
      if (this.#line.length >= Math.min(spec.limit, maxPending)) return false
      trip.queuedSinceMs = nowMs
      trip.queuePlace = this.#line.join(trip, nowMs + spec.timeoutMs)
      counts.at(nowMs).queued++
    }
    trip.waits = true
    trip.tried = [...tried]
    trip.wants = wants
    if (wants !== -1) this.#wanting++
    if (this.#canServe(trip)) this.recheck(nowMs)
    return true
  }

  /** Places may be free that waiting requests can use: within a pick nobody can be called, so that is due at once after it. */
  recheck(nowMs: number): void {
    this.#due = this.#called === 0 && this.#firstServable() !== undefined
    this.#nowMs = nowMs
  }

  /** The trip asks, having been called. */
  asked(trip: Trip): void {
    if (!trip.called) return
    trip.called = false
    this.#called--
  }

  /** The trip has found a backend, or gives up. */
  left(trip: Trip, nowMs: number): void {
    this.asked(trip)
    if (trip.waits) this.#take(trip)
    if (trip.queuePlace === undefined) return
    this.#options.counts.at(nowMs).queuedMs += nowMs - trip.queuedSinceMs
    trip.queuePlace = undefined
    this.recheck(nowMs)
  }

  /** Calls whoever there is a place for. */
  serve(nowMs: number): void {
    // Some worlds ask at once, some after this call: then no more are called than there are places.
    while (this.#called === 0 || this.#called < this.#options.tiers.freePlaces()) {
      const trip = this.#firstServable()
      if (trip === undefined) break
      this.#take(trip)
      trip.called = true
      this.#called++
      this.#options.resume(trip.ticket, nowMs)
      // It asked, and there was no place for it after all: it waits for the next chance.
      if (trip.waits) break
    }
    this.#due = false
  }

  nextMs(): number {
    if (this.#due) return this.#nowMs
    const { tiers } = this.#options
    return this.#line.length === 0 ? Infinity : Math.min(this.#line.untilMs, tiers.nextReleaseMs())
  }

  /** Bans end, patience ends, and places are given away. */
  advance(nowMs: number): void {
    const { tiers, counts, resume } = this.#options
    if (this.#line.length > 0) tiers.release(nowMs)
    while (this.#line.untilMs <= nowMs) {
      const trip = this.#line.first!.item
      trip.expired = true
      this.left(trip, nowMs)
      counts.at(nowMs).queueTimeouts++
      resume(trip.ticket, nowMs)
    }
    this.serve(nowMs)
  }

  #take(trip: Trip): void {
    this.#line.leave(trip.queuePlace!)
    trip.waits = false
    if (trip.wants !== -1) this.#wanting--
  }

  #firstServable(): Trip | undefined {
    if (this.#wanting === 0 && !this.#options.tiers.hasPlace(none, false)) return undefined
    for (let place = this.#line.first; place !== undefined; place = place.next)
      if (this.#canServe(place.item)) return place.item
    return undefined
  }

  #canServe({ wants, tried }: Trip): boolean {
    const { tiers } = this.#options
    return wants === -1 ? tiers.hasPlace(tried, false) : tiers.servesBut(wants, blocks.draining)
  }
}

const none: readonly number[] = []
