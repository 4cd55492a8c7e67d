import type { Outcome, ProbeReport, RequestView } from '../strategies/strategy.js'
import { type Block, blocks } from './pool.js'
import type { Tier } from './tier.js'

/** Primaries and backups, in the balancer's numbering. */
export class Tiers {
  readonly all: readonly Tier[]
  readonly size: number
  /** Without backups there is one tier, and its numbers are the balancer's. */
  readonly #only: Tier | undefined
  /** The balancer's number of backend j of tier i: `#members[i][j]`. */
  readonly #members: readonly (readonly number[])[]
  /** The way back: tier and number within it of each backend. */
  readonly #rank: Uint8Array
  readonly #place: Int32Array

  constructor(tiers: readonly Tier[], members: readonly (readonly number[])[]) {
    this.all = tiers
    this.#only = tiers.length === 1 ? tiers[0] : undefined
    this.#members = members
    this.size = members.reduce((sum, { length }) => sum + length, 0)
    this.#rank = new Uint8Array(this.size)
    this.#place = new Int32Array(this.size)
    members.forEach((backends, rank) => {
      backends.forEach((backend, place) => {
        this.#rank[backend] = rank
        this.#place[backend] = place
      })
    })
  }

  /** A backend that is not in `tried`, or -1. A request that left a tier does not come back to it. */
  pick(request: RequestView, tried: readonly number[], nowMs: number): number {
    if (this.#only !== undefined) return this.#only.pick(request, tried, nowMs)
    for (let rank = this.#firstRank(tried); rank < this.all.length; rank++) {
      const here = tried.filter(backend => this.#rank[backend] === rank).map(backend => this.#place[backend]!)
      const place = this.all[rank]!.pick(request, here, nowMs)
      if (place !== -1) return this.#members[rank]![place]!
    }
    return -1
  }

  ended(backend: number, outcome: Outcome, nowMs: number): void {
    if (this.#only !== undefined) this.#only.ended(backend, outcome, nowMs)
    else this.tierOf(backend).ended(this.placeOf(backend), outcome, nowMs)
  }

  /** As `Tier.take`. */
  take(backend: number, nowMs: number): void {
    this.tierOf(backend).take(this.placeOf(backend), nowMs)
  }

  /** As `Tier.blame`. */
  blame(backend: number, nowMs: number): void {
    this.tierOf(backend).blame(this.placeOf(backend), nowMs)
  }

  block(backend: number, why: Block): void {
    this.tierOf(backend).pool.block(this.placeOf(backend), why)
  }

  unblock(backend: number, why: Block, nowMs: number): void {
    this.tierOf(backend).pool.unblock(this.placeOf(backend), why, nowMs)
  }

  isBlocked(backend: number, why: Block): boolean {
    return this.tierOf(backend).pool.isBlocked(this.placeOf(backend), why)
  }

  /** As `BackendPool.servesBut`. */
  servesBut(backend: number, ignored: number): boolean {
    return this.tierOf(backend).pool.servesBut(this.placeOf(backend), ignored)
  }

  /** Whether a request that tried these could be sent somewhere, once a place is free where `orFull`. */
  hasPlace(tried: readonly number[], orFull: boolean): boolean {
    let places = 0
    for (let rank = this.#firstRank(tried); rank < this.all.length; rank++) {
      const { pool } = this.all[rank]!
      places += orFull ? pool.availableCount + pool.fullCount : pool.availableCount
    }
    const first = this.#firstRank(tried)
    const ignored = orFull ? blocks.full : 0
    for (const backend of tried) if (this.#rank[backend]! >= first && this.servesBut(backend, ignored)) places--
    return places > 0
  }

  /** Requests that could be sent at once; Infinity where a backend without a limit is available. */
  freePlaces(): number {
    return this.all.reduce((sum, tier) => sum + tier.freePlaces(), 0)
  }

  /** Ends passive bans that are over. */
  release(nowMs: number): void {
    for (const tier of this.all) tier.release(nowMs)
  }

  /** When the next passive ban may end, ms; Infinity where none will. */
  nextReleaseMs(): number {
    return this.all.reduce((nextMs, tier) => Math.min(nextMs, tier.nextReleaseMs()), Infinity)
  }

  /** When the next strategy wants to be woken, ms; Infinity for never. */
  wakeMs(): number {
    if (this.#only !== undefined) return this.#only.wakeMs
    return this.all.reduce((nextMs, tier) => Math.min(nextMs, tier.wakeMs), Infinity)
  }

  wake(nowMs: number): void {
    for (const tier of this.all) tier.wake(nowMs)
  }

  probed(backend: number, report: ProbeReport, nowMs: number): void {
    this.tierOf(backend).probed(this.placeOf(backend), report, nowMs)
  }

  /** How many backends are neither down nor gone nor draining. */
  members(): number {
    return this.all.reduce((sum, { pool }) => sum + pool.members, 0)
  }

  tierOf(backend: number): Tier {
    return this.all[this.#rank[backend]!]!
  }

  /** 0 for primaries. */
  rankOf(backend: number): number {
    return this.#rank[backend]!
  }

  /** The balancer's number of a backend of that tier. */
  numberOf(rank: number, place: number): number {
    return this.#members[rank]![place]!
  }

  /** Number within its tier. */
  placeOf(backend: number): number {
    return this.#place[backend]!
  }

  #firstRank(tried: readonly number[]): number {
    return tried.length === 0 ? 0 : this.#rank[tried.at(-1)!]!
  }
}
