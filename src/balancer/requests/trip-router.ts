import type { BalancerSpec } from '../../model/balancer-spec.js'
import type { Random } from '../../model/random.js'
import type { Outcome } from '../../strategies/strategy.js'
import type { Agenda } from '../agenda.js'
import { type BalancerWorld, held, type RoutedRequest, refused, shed } from '../balancer.js'
import type { Counts } from '../counts.js'
import { homeIsFull, type Stickiness } from '../sessions/stickiness.js'
import type { Tiers } from '../tiers.js'
import { backoffOf } from './backoff.js'
import { Hedging } from './hedging.js'
import type { RetryRule } from './retry-rule.js'
import { RetryUnits } from './retry-units.js'
import type { Router } from './router.js'
import { Trip } from './trip.js'
import { WaitingRoom } from './waiting-room.js'

export interface TripRouterOptions {
  readonly spec: BalancerSpec
  readonly tiers: Tiers
  readonly rule: RetryRule
  readonly counts: Counts
  readonly agenda: Agenda
  readonly stickiness: Stickiness | undefined
  readonly world: Pick<BalancerWorld, 'resume' | 'hedge'>
  /** For backoffs. */
  readonly random: Random
}

/** Requests that the balancer has to remember: because they may wait, be hedged, or count against a limit. */
export class TripRouter implements Router {
  readonly #options: TripRouterOptions
  readonly #trips = new Map<number, Trip>()
  readonly #units: RetryUnits
  readonly #room: WaitingRoom | undefined
  readonly #hedging: Hedging | undefined
  readonly #mostRunning: number
  #running = 0

  constructor(options: TripRouterOptions) {
    const { spec, tiers, counts, world } = options
    const { queue, hedge, breaker } = spec
    this.#options = options
    this.#units = new RetryUnits(spec.retry, breaker)
    this.#mostRunning = breaker?.maxRequests ?? Infinity
    const maxPending = breaker?.maxPending ?? Infinity
    const resume = world.resume.bind(world)
    this.#room = queue && new WaitingRoom({ spec: queue, maxPending, tiers, counts, resume })
    this.#hedging = hedge && new Hedging(hedge, counts, world.hedge.bind(world))
  }

  pick(request: RoutedRequest, tried: readonly number[], nowMs: number): number {
    const trip = this.#tripOf(request.ticket)
    if (trip.backoff !== undefined || trip.waits) return held
    if (trip.hedgeDue && !trip.granted) return this.#hedge(trip, request, tried, nowMs)
    if (trip.backoffMs > 0) return this.#holdBack(trip, nowMs)
    this.#room?.asked(trip)
    if (trip.expired) return shed
    const { rule, counts } = this.#options
    if (tried.length - trip.hedges.length > rule.count) return refused
    if (this.#running >= this.#mostRunning) {
      counts.at(nowMs).shed++
      return shed
    }
    const backend = this.#choose(trip, request, tried, nowMs)
    if (backend >= 0) this.#sent(trip, request, { backend, isRetry: tried.length > trip.hedges.length, nowMs })
    return backend
  }

  ended(backend: number, outcome: Outcome, nowMs: number, ticket: number): void {
    this.#options.tiers.ended(backend, outcome, nowMs)
    this.#running--
    const trip = this.#trips.get(ticket)
    if (trip !== undefined) {
      trip.running--
      this.#units.ended(trip, backend)
      this.#hedging?.ended(trip, backend, outcome, nowMs)
    }
    this.#room?.serve(nowMs)
  }

  retries(request: RoutedRequest, tried: readonly number[], outcome: Outcome, nowMs: number): boolean {
    const { spec, tiers, rule, counts, random } = this.#options
    if (outcome.cause === 'answer' && !rule.allows(outcome, 0, true)) return false
    const trip = this.#tripOf(request.ticket)
    const tries = tried.length - trip.hedges.length
    if (!rule.allows(outcome, tries, request.repeatable) || tried.length >= tiers.members()) return false
    if (!this.#units.take(trip, this.#trips.size)) {
      counts.at(nowMs).retriesDenied++
      return false
    }
    trip.backoffMs = backoffOf(spec.retry, tries, random)
    return true
  }

  close(ticket: number, nowMs: number): void {
    const trip = this.#trips.get(ticket)
    if (trip === undefined) return
    this.#trips.delete(ticket)
    this.#units.release(trip)
    this.#hedging?.closed(trip)
    if (trip.backoff !== undefined) trip.backoff.run = undefined
    this.#room?.left(trip, nowMs)
    this.#room?.serve(nowMs)
  }

  move(from: number, to: number): void {
    const trip = this.#trips.get(from)
    if (trip === undefined) return
    this.#trips.delete(from)
    trip.ticket = to
    this.#trips.set(to, trip)
  }

  cookieFor(request: RoutedRequest, backend: number): string | undefined {
    return this.#options.stickiness?.cookieFor(request, backend)
  }

  nextMs(): number {
    const room = this.#room?.nextMs() ?? Infinity
    return Math.min(room, this.#hedging?.nextMs() ?? Infinity)
  }

  advance(nowMs: number): void {
    this.#hedging?.advance(nowMs)
    this.#room?.advance(nowMs)
  }

  poolChanged(nowMs: number): void {
    this.#room?.serve(nowMs)
  }

  #tripOf(ticket: number): Trip {
    let trip = this.#trips.get(ticket)
    if (trip === undefined) {
      trip = new Trip(ticket)
      this.#trips.set(ticket, trip)
    }
    return trip
  }

  /** A backend, or what is said where there is none. */
  #choose(trip: Trip, request: RoutedRequest, tried: readonly number[], nowMs: number): number {
    const { tiers, stickiness } = this.#options
    const wasCalled = trip.queuePlace !== undefined
    if (!wasCalled && this.#room?.isBusy && tiers.hasPlace(tried, true)) return this.#wait(trip, request, tried, nowMs)
    const backend = (stickiness ?? tiers).pick(request, tried, nowMs)
    if (this.#room !== undefined && this.#room.length > 0) this.#room.recheck(nowMs)
    if (backend >= 0) return backend
    if (backend !== homeIsFull && !tiers.hasPlace(tried, true)) return refused
    return this.#wait(trip, request, tried, nowMs)
  }

  #wait(trip: Trip, request: RoutedRequest, tried: readonly number[], nowMs: number): number {
    const { stickiness, counts } = this.#options
    const wants = stickiness?.wants(request, tried, nowMs) ?? -1
    if (this.#room?.enter(trip, tried, wants, nowMs)) return held
    counts.at(nowMs).shed++
    return shed
  }

  #holdBack(trip: Trip, nowMs: number): number {
    const { agenda, world } = this.#options
    trip.backoff = agenda.plan(nowMs + trip.backoffMs, atMs => {
      trip.backoff = undefined
      world.resume(trip.ticket, atMs)
    })
    trip.backoffMs = 0
    return held
  }

  /** A second try beside the first: it waits for nothing, and overtakes nobody. */
  #hedge(trip: Trip, request: RoutedRequest, tried: readonly number[], nowMs: number): number {
    trip.hedgeDue = false
    if (this.#running >= this.#mostRunning || this.#room?.isBusy) return refused
    const backend = this.#options.tiers.pick(request, tried, nowMs)
    if (backend < 0) return refused
    this.#hedging!.hedged(trip, backend, nowMs)
    this.#began(trip, request, nowMs)
    return backend
  }

  #sent(trip: Trip, request: RoutedRequest, { backend, isRetry, nowMs }: Sent): void {
    trip.granted = false
    this.#room?.left(trip, nowMs)
    if (isRetry) {
      this.#options.counts.at(nowMs).retries++
      trip.retryBackend = backend
      trip.answered = false
    }
    this.#began(trip, request, nowMs)
  }

  #began(trip: Trip, request: RoutedRequest, nowMs: number): void {
    this.#running++
    trip.running++
    this.#hedging?.began(trip, request.repeatable, nowMs)
  }
}

interface Sent {
  readonly backend: number
  readonly isRetry: boolean
  readonly nowMs: number
}
