import type { Random } from '../../model/random.js'
import type { Pool } from '../strategy.js'

/** The available backends by their requests in flight: any of the least loaded in O(1), as loads move by single requests. */
export class LoadSets {
  readonly #pool: Pool
  readonly #sets: number[][] = []
  /** In which set each is, -1 where it is in none, and at which place of it. */
  readonly #levels: Int32Array
  readonly #places: Int32Array
  /** Nobody is below. */
  #least = 0

  constructor(pool: Pool) {
    this.#pool = pool
    this.#levels = new Int32Array(pool.size).fill(-1)
    this.#places = new Int32Array(pool.size)
    for (let i = 0; i < pool.size; i++) this.file(i)
  }

  /** One of the least loaded, each as likely; there is one at least. */
  draw(chance: Random): number {
    while (this.#sets[this.#least].length === 0) this.#least++
    const set = this.#sets[this.#least]
    return set[set.length === 1 ? 0 : chance.below(set.length)]
  }

  /** To be called where availability or the requests in flight may have changed. */
  file(backend: number): void {
    const before = this.#levels[backend]
    const after = this.#pool.available[backend] === 1 ? this.#pool.inFlight[backend] : -1
    if (before === after) return
    this.#levels[backend] = after
    if (before !== -1) this.#take(this.#sets[before], this.#places[backend])
    if (after === -1) return
    while (this.#sets.length <= after) this.#sets.push([])
    this.#places[backend] = this.#sets[after].push(backend) - 1
    if (after < this.#least) this.#least = after
  }

  /** The last of the set takes the place. */
  #take(set: number[], place: number): void {
    const last = set.pop() as number
    if (place === set.length) return
    set[place] = last
    this.#places[last] = place
  }
}
