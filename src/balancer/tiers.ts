import type { Outcome, RequestView } from '../strategies/strategy.js'
import type { Tier } from './tier.js'

/** Primaries and backups, in the balancer's numbering. */
export class Tiers {
  readonly #tiers: readonly Tier[]
  /** Without backups there is one tier, and its numbers are the balancer's. */
  readonly #only: Tier | undefined
  /** The balancer's number of backend j of tier i: `#members[i][j]`. */
  readonly #members: readonly (readonly number[])[]
  /** The way back: tier and number within it of each backend. */
  readonly #rank: Uint8Array
  readonly #place: Int32Array
  readonly #retries: number

  constructor(tiers: readonly Tier[], members: readonly (readonly number[])[], retries: number) {
    this.#tiers = tiers
    this.#only = tiers.length === 1 ? tiers[0] : undefined
    this.#members = members
    this.#retries = retries
    const size = members.reduce((sum, { length }) => sum + length, 0)
    this.#rank = new Uint8Array(size)
    this.#place = new Int32Array(size)
    members.forEach((backends, rank) => {
      backends.forEach((backend, place) => {
        this.#rank[backend] = rank
        this.#place[backend] = place
      })
    })
  }

  /** As `Balancer.pick`. A request that left a tier does not come back to it. */
  pick(request: RequestView, tried: readonly number[], nowMs: number): number {
    if (tried.length > this.#retries) return -1
    if (this.#only !== undefined) return this.#only.pick(request, tried, nowMs)
    for (let rank = this.#firstRank(tried); rank < this.#tiers.length; rank++) {
      const here = tried.filter(backend => this.#rank[backend] === rank).map(backend => this.#place[backend]!)
      const place = this.#tiers[rank]!.pick(request, here, nowMs)
      if (place !== -1) return this.#members[rank]![place]!
    }
    return -1
  }

  ended(backend: number, outcome: Outcome, nowMs: number): void {
    if (this.#only !== undefined) this.#only.ended(backend, outcome, nowMs)
    else this.tierOf(backend).ended(this.placeOf(backend), outcome, nowMs)
  }

  tierOf(backend: number): Tier {
    return this.#tiers[this.#rank[backend]!]!
  }

  /** Number within its tier. */
  placeOf(backend: number): number {
    return this.#place[backend]!
  }

  #firstRank(tried: readonly number[]): number {
    return tried.length === 0 ? 0 : this.#rank[tried.at(-1)!]!
  }
}
