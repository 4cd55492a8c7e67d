import type { Outcome, RequestView } from '../strategies/strategy.js'
import type { Flight } from './balancer.js'
import type { Tier } from './tier.js'

/** Where a flight's tiers stand in the balancer's numbering. */
export interface FlightPlan {
  /** Asked in this order; a request that left a tier does not come back to it. */
  readonly tiers: readonly Tier[]
  /** The balancer's index of backend j of tier i: `indices[i][j]`; undefined where a single tier makes it j. */
  readonly indices: readonly (readonly number[])[] | undefined
  readonly retries: number
}

/** What a balancer knows of a request; read when a strategy asks. */
export interface Request {
  readonly client: string
  readonly path: string
}

const none: readonly number[] = []

/** A flight is also what the strategy sees of the request, so that a request costs one object, or none if it is reused. */
export class TieredFlight implements Flight, RequestView {
  tries = 0
  readonly #plan: FlightPlan
  #request: Request
  #rank = 0
  #tier: Tier
  /** Numbered within the tier: the current or last try, and those before it. */
  #backend = -1
  #tried: number[] | undefined
  #running = false

  constructor(plan: FlightPlan, request: Request) {
    this.#plan = plan
    this.#request = request
    this.#tier = plan.tiers[0]
  }

  /** Begins anew with another request. @throws {Error} where this flight is another plan's, or not finished */
  reopen(plan: FlightPlan, request: Request): void {
    if (this.#plan !== plan) throw new Error('open() was given a flight of another balancer')
    if (this.#running) throw new Error('open() was given a flight whose try is running: ended() comes first')
    this.#request = request
    this.#rank = 0
    this.#tier = plan.tiers[0]
    this.#backend = -1
    this.#tried = undefined
    this.tries = 0
  }

  get client(): string {
    return this.#request.client
  }

  get path(): string {
    return this.#request.path
  }

  get attempt(): number {
    return this.tries
  }

  next(nowMs: number): number {
    if (this.#running) throw new Error('next() called while a try is running: ended() comes first')
    if (this.tries > this.#plan.retries) return -1
    if (this.#backend !== -1) this.#rememberLast()
    let backend = this.#tier.pick(this, this.#tried ?? none, nowMs)
    while (backend === -1 && this.#nextTier()) backend = this.#tier.pick(this, none, nowMs)
    if (backend === -1) return -1
    this.#backend = backend
    this.tries++
    this.#running = true
    const { indices } = this.#plan
    return indices === undefined ? backend : indices[this.#rank][backend]
  }

  ended(outcome: Outcome, nowMs: number): void {
    if (!this.#running) throw new Error('ended() called with no try running')
    this.#running = false
    this.#tier.ended(this.#backend, outcome, nowMs)
  }

  /** Here and not in `ended`, so that only requests that are retried carry a list. */
  #rememberLast(): void {
    this.#tried ??= []
    this.#tried.push(this.#backend)
    this.#backend = -1
  }

  #nextTier(): boolean {
    const { tiers } = this.#plan
    if (this.#rank + 1 === tiers.length) return false
    this.#tier = tiers[++this.#rank]
    this.#tried = undefined
    return true
  }
}
