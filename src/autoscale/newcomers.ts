import type { Newcomer } from '../model/scaling-log.js'
import type { PoolSight } from './scaled-fleet.js'

/** For how long a backend is new: so many ms at least, and until an equal share would be so many tries. */
const newMs = 1000
const enoughTries = 20

/** How much newcomers get of what is sent in their first time in the pool: to the first look at which they are new no more. */
export class Newcomers {
  readonly #sight: PoolSight
  readonly #backends: number
  #open: Open[] = []
  readonly seen: Newcomer[] = []

  constructor(sight: PoolSight, backends: number) {
    this.#sight = sight
    this.#backends = backends
  }

  joined(backend: number, nowMs: number): void {
    if (nowMs < 0) return
    this.left(backend)
    this.#open.push({ backend, atMs: nowMs, before: this.#sight.sent(backend), total: this.#total(), fair: 0 })
  }

  /** Who leaves before its time is over tells nothing. */
  left(backend: number): void {
    this.#open = this.#open.filter(each => each.backend !== backend)
  }

  /** @param serving how many share what is sent */
  look(serving: number, nowMs: number): void {
    if (this.#open.length === 0) return
    const total = this.#total()
    for (const each of this.#open) {
      each.fair += (total - each.total) / Math.max(1, serving)
      each.total = total
    }
    const over = this.#open.filter(({ atMs, fair }) => atMs + newMs <= nowMs && fair >= enoughTries)
    if (over.length === 0) return
    for (const { backend, atMs, before, fair } of over)
      this.seen.push({ atMs, backend, sent: this.#sight.sent(backend) - before, fair })
    this.#open = this.#open.filter(each => !over.includes(each))
  }

  #total(): number {
    let total = 0
    for (let backend = 0; backend < this.#backends; backend++) total += this.#sight.sent(backend)
    return total
  }
}

interface Open {
  readonly backend: number
  readonly atMs: number
  readonly before: number
  total: number
  fair: number
}
