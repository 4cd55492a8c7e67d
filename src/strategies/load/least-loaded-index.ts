import { TurnColumns } from '../rotation/turn-queue.js'
import { Turns } from '../rotation/turns.js'
import { WeightKinds } from '../rotation/weight-kinds.js'
import type { Chooser, Pool } from '../strategy.js'
import { LoadLevels } from './load-levels.js'

/**
 * The picks of `scanLeastLoaded`, one by one, without looking at each backend: O(distinct weights + log n), and as much
 * again when a request is sent and when it is answered. Backends that regain their weight are looked at one by one.
 */
export function indexLeastLoaded(pool: Pool): Chooser {
  const { inFlight } = pool
  const columns = new TurnColumns(pool.size)
  const kinds = new WeightKinds(pool, weight => new LoadLevels(columns, weight))
  /** The load under which each backend is queued. */
  const load = new Int32Array(pool.size)
  const turns = new Turns(pool, {
    add(backend, value) {
      load[backend] = inFlight[backend]
      kinds.of(backend).add(backend, load[backend], value)
    },
    remove: backend => kinds.of(backend).remove(backend, load[backend]),
    reweigh: backend => kinds.changed(backend),
  })
  const tied = new Tied(pool, kinds.list, turns)
  return {
    pick: () => (tied.find() > 1 ? tied.elect() : tied.only),
    sent: backend => turns.requeue(backend),
    answered(backend, outcome) {
      turns.requeue(backend)
      turns.answered(backend, outcome)
    },
    changed: backend => turns.changed(backend),
  }
}

/** The least loaded backends: those that no other undercuts in requests in flight per weight. */
class Tied {
  /** Any of them, -1 where there is none. */
  only = -1
  readonly #pool: Pool
  readonly #levels: readonly LoadLevels[]
  readonly #turns: Turns
  /** The least load as a fraction; the weight is 0 where there is nobody. */
  #inFlight = 0
  #weight = 0
  #count = 0

  constructor(pool: Pool, levels: readonly LoadLevels[], turns: Turns) {
    this.#pool = pool
    this.#levels = levels
    this.#turns = turns
  }

  /** Returns how many there are. */
  find(): number {
    this.#weight = 0
    this.#count = 0
    this.only = -1
    for (let i = 0; i < this.#levels.length; i++) {
      const levels = this.#levels[i]
      if (levels.size === 0) continue
      const inFlight = levels.findLeast()
      const queue = levels.at(inFlight)
      this.#compare(inFlight, levels.weight, queue.size, queue.first)
    }
    const { aside, asideCount } = this.#turns
    for (let i = 0; i < asideCount; i++) {
      this.#compare(this.#pool.inFlight[aside[i]], this.#pool.weight[aside[i]], 1, aside[i])
    }
    return this.#count
  }

  /** Whose turn it is of those that were found. */
  elect(): number {
    const turns = this.#turns
    turns.begin()
    for (let i = 0; i < this.#levels.length; i++) {
      const levels = this.#levels[i]
      if (levels.size === 0) continue
      const inFlight = levels.findLeast()
      if (this.#difference(inFlight, levels.weight) === 0) turns.credit(levels.at(inFlight))
    }
    for (let i = turns.asideCount - 1; i >= 0; i--) {
      const backend = turns.aside[i]
      if (this.#difference(this.#pool.inFlight[backend], this.#pool.weight[backend]) === 0) turns.creditAside(i)
    }
    return turns.elected()
  }

  #compare(inFlight: number, weight: number, count: number, example: number): void {
    const difference = this.#weight === 0 ? -1 : this.#difference(inFlight, weight)
    if (difference > 0) return
    if (difference < 0) {
      this.#inFlight = inFlight
      this.#weight = weight
      this.#count = 0
      this.only = example
    }
    this.#count += count
  }

  /** inFlight / weight against the least load, without dividing. */
  #difference(inFlight: number, weight: number): number {
    return inFlight * this.#weight - this.#inFlight * weight
  }
}
