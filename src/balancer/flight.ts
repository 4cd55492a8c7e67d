import type { Outcome, RequestView } from '../strategies/strategy.js'
import type { Flight } from './balancer.js'
import type { Tier } from './tier.js'

/** Where a flight's tiers stand in the balancer's numbering. */
export interface FlightPlan {
  /** Asked in this order; a request that left a tier does not come back to it. */
  readonly tiers: readonly Tier[]
  /** The balancer's index of backend j of tier i: `indices[i][j]`. */
  readonly indices: readonly (readonly number[])[]
  readonly retries: number
}

const none: readonly number[] = []

/** A flight is also what the strategy sees of the request, so that a request costs one object. */
export class TieredFlight implements Flight, RequestView {
  readonly client: string
  readonly path: string
  tries = 0
  readonly #plan: FlightPlan
  #tier = 0
  /** Numbered within the tier: the current or last try, and those before it. */
  #backend = -1
  #tried: number[] | undefined
  #running = false

  constructor(plan: FlightPlan, request: { readonly client: string; readonly path: string }) {
    this.#plan = plan
    this.client = request.client
    this.path = request.path
  }

  get attempt(): number {
    return this.tries
  }

  next(nowMs: number): number {
    if (this.#running) throw new Error('next() called while a try is running: ended() comes first')
    if (this.tries > this.#plan.retries) return -1
    this.#rememberLast()
    while (!this.#pick(nowMs)) {
      if (this.#tier + 1 === this.#plan.tiers.length) return -1
      this.#tier++
      this.#tried = undefined
    }
    this.tries++
    this.#running = true
    return this.#plan.indices[this.#tier][this.#backend]
  }

  ended(outcome: Outcome, nowMs: number): void {
    if (!this.#running) throw new Error('ended() called with no try running')
    this.#running = false
    this.#plan.tiers[this.#tier].ended(this.#backend, outcome, nowMs)
  }

  /** Here and not in `ended`, so that only requests that are retried carry a list. */
  #rememberLast(): void {
    if (this.#backend === -1) return
    this.#tried ??= []
    this.#tried.push(this.#backend)
    this.#backend = -1
  }

  #pick(nowMs: number): boolean {
    this.#backend = this.#plan.tiers[this.#tier].pick(this, this.#tried ?? none, nowMs)
    return this.#backend !== -1
  }
}
