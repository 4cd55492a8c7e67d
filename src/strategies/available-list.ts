import type { Pool } from './strategy.js'

/** The available backends, in the order of the pool, as a list: the k-th of them in O(log n), O(1) while all are. */
export class AvailableList {
  readonly #available: Uint8Array
  readonly #listed: Uint8Array
  /** Fenwick's tree of counts: entry i has those of the `i & -i` backends up to the i-th, counted from 1. */
  readonly #counts: Int32Array
  readonly #top: number
  #size = 0

  constructor(pool: Pool) {
    this.#available = pool.available
    this.#listed = new Uint8Array(pool.size)
    this.#counts = new Int32Array(pool.size + 1)
    this.#top = pool.size === 0 ? 0 : 1 << (31 - Math.clz32(pool.size))
    for (let i = 0; i < pool.size; i++) this.changed(i)
  }

  /** How many there are. */
  get size(): number {
    return this.#size
  }

  /** The backend at `index`, a whole number in [0, size). */
  at(index: number): number {
    if (this.#size === this.#listed.length) return index
    let before = 0
    let left = index
    for (let step = this.#top; step > 0; step >>= 1) {
      const end = before + step
      if (end < this.#counts.length && this.#counts[end] <= left) {
        before = end
        left -= this.#counts[end]
      }
    }
    return before
  }

  /** To be called where availability may have changed. O(log n). */
  changed(backend: number): void {
    const difference = this.#available[backend] - this.#listed[backend]
    if (difference === 0) return
    this.#listed[backend] = this.#available[backend]
    this.#size += difference
    for (let i = backend + 1; i < this.#counts.length; i += i & -i) this.#counts[i] += difference
  }
}
