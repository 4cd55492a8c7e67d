import type { Pool } from '../strategy.js'
import type { Arc } from './arc.js'

/**
 * A pool of some backends of another pool, numbered anew, kept in step with it by `follow`.
 *
 * Of a backend at the end of the arc only a part counts, so its weight is that part of its weight. Weights are whole
 * numbers, so where there are parts, they are kept in units of 1/256 of a configured weight; a strategy that lays out its
 * weights once gets them sixteen times as large instead, and to the nearest sixteenth, for its rings grow with them.
 */
export class ArcPool implements Pool {
  readonly size: number
  readonly names: readonly string[]
  readonly addresses: readonly string[]
  readonly weight: Int32Array
  readonly weightScale: number
  readonly inFlight: Int32Array
  readonly available: Uint8Array
  readonly up: Uint8Array
  readonly maxFails: Int32Array
  /** How many of them are available. */
  live = 0
  readonly #outer: Pool
  readonly #members: Int32Array
  /** Inner weight per outer weight. */
  readonly #factor: Float64Array

  /** @param peers parts a backend has */
  constructor(outer: Pool, { members, parts }: Arc, { peers, fixedWeights }: { peers: number; fixedWeights: boolean }) {
    const divided = parts.some(part => part < peers)
    const units = divided
      ? fixedWeights
        ? 16
        : Math.max(256, outer.weightScale)
      : fixedWeights
        ? 1
        : outer.weightScale
    this.size = members.length
    this.names = [...members].map(backend => outer.names[backend])
    this.addresses = [...members].map(backend => outer.addresses[backend])
    this.maxFails = members.map(backend => outer.maxFails[backend])
    this.inFlight = new Int32Array(this.size)
    this.available = new Uint8Array(this.size)
    this.up = new Uint8Array(this.size)
    this.weight = new Int32Array(this.size)
    this.weightScale = fixedWeights ? 1 : units
    this.#outer = outer
    this.#members = members
    this.#factor = Float64Array.from(parts, part => ((units / outer.weightScale) * part) / peers)
    for (let member = 0; member < this.size; member++) {
      this.weight[member] = this.#weightOf(member)
      this.count(member)
      this.follow(member)
    }
  }

  /** Takes over the requests in flight. */
  count(member: number): void {
    this.inFlight[member] = this.#outer.inFlight[this.#members[member]]
  }

  /** Takes over `available`, `up` and `weight`. Returns whether anything changed. */
  follow(member: number): boolean {
    const backend = this.#members[member]
    const [available, up, weight] = [this.#outer.available[backend], this.#outer.up[backend], this.#weightOf(member)]
    if (available === this.available[member] && up === this.up[member] && weight === this.weight[member]) return false
    this.live += available - this.available[member]
    this.available[member] = available
    this.up[member] = up
    this.weight[member] = weight
    return true
  }

  #weightOf(member: number): number {
    return Math.max(1, Math.round(this.#outer.weight[this.#members[member]] * this.#factor[member]))
  }
}
