import type { Pool } from './strategy.js'

/** Which weights there are, available or not. O(1) a change. */
export class WeightCensus {
  readonly #pool: Pool
  readonly #counted: Int32Array
  /** How many weigh so much. */
  readonly #counts = new Map<number, number>()

  constructor(pool: Pool) {
    this.#pool = pool
    this.#counted = Int32Array.from(pool.weight)
    for (const weight of pool.weight) this.#add(weight, 1)
  }

  /** Whether all weigh the same. */
  get alike(): boolean {
    return this.#counts.size < 2
  }

  /** To be called where the weight may have changed. */
  changed(backend: number): void {
    const [before, after] = [this.#counted[backend], this.#pool.weight[backend]]
    if (before === after) return
    this.#counted[backend] = after
    this.#add(before, -1)
    this.#add(after, 1)
  }

  #add(weight: number, difference: number): void {
    const count = (this.#counts.get(weight) ?? 0) + difference
    if (count === 0) this.#counts.delete(weight)
    else this.#counts.set(weight, count)
  }
}
