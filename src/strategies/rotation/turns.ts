import type { Outcome, Pool } from '../strategy.js'
import { loweredByFailure, recovered, reweighed } from './effective-weight.js'
import type { TurnQueue } from './turn-queue.js'

/** Where a backend is. */
const absent = 0
const queued = 1
const recovering = 2

/** The queues of all backends. Which one a backend stands in is their business: at the time it is added, and stays so. */
export interface Queues {
  add(backend: number, value: number): void
  /** Returns the current value. */
  remove(backend: number): number
  /** The weight of a backend that is in no queue changed. */
  reweigh?(backend: number): void
}

/**
 * The smooth weighted round robin of `createRotation`, pick for pick, without looking at each backend: those of equal
 * weight stand in a queue that is credited as one. Who has not regained its full weight after a failure is credited
 * otherwise than its queue, so these few are kept aside and looked at one by one.
 *
 * A pick is an election: `begin`, then `credit` and `creditAside` for all that take part, then `elected`.
 */
export class Turns {
  /** The backends that are available and below their full weight; the first `asideCount` count. */
  readonly aside: Int32Array
  asideCount = 0
  readonly #pool: Pool
  readonly #queues: Queues
  readonly #effective: Float64Array
  /** What each weighs, as far as is known here. */
  readonly #weights: Int32Array
  /** Current values of those that are in no queue. */
  readonly #values: Float64Array
  readonly #where: Uint8Array
  #total = 0
  #best = -1
  #bestValue = 0

  constructor(pool: Pool, queues: Queues) {
    this.#pool = pool
    this.#queues = queues
    this.aside = new Int32Array(pool.size)
    this.#effective = Float64Array.from(pool.weight)
    this.#weights = Int32Array.from(pool.weight)
    this.#values = new Float64Array(pool.size)
    this.#where = new Uint8Array(pool.size)
    for (let i = 0; i < pool.size; i++) this.changed(i)
  }

  /** To be called where availability or the weight may have changed. */
  changed(backend: number): void {
    if (this.#weights[backend] !== this.#pool.weight[backend]) this.#reweigh(backend)
    const present = this.#where[backend] !== absent
    if (present === (this.#pool.available[backend] === 1)) return
    if (present) this.#leave(backend)
    else this.#join(backend)
  }

  /** Lowers the effective weight of a backend that failed, so that it returns gently. */
  answered(backend: number, { failed }: Outcome): void {
    if (!failed || this.#pool.maxFails[backend] === 0) return
    const lowered = loweredByFailure(this.#pool, backend, this.#effective[backend])
    if (lowered === this.#effective[backend]) return
    const present = this.#where[backend] !== absent
    if (present) this.#leave(backend)
    this.#effective[backend] = lowered
    if (present) this.#join(backend)
  }

  /** To be called where the queue a backend belongs to may be another now. */
  requeue(backend: number): void {
    if (this.#where[backend] === queued) this.#queues.add(backend, this.#queues.remove(backend))
  }

  begin(): void {
    this.#total = 0
    this.#best = -1
  }

  credit(queue: TurnQueue): void {
    if (queue.size === 0) return
    this.#total += queue.credit()
    this.#challenge(queue.first, queue.valueOf(queue.first))
  }

  /** From the last to the first, for one that regains its full weight leaves. */
  creditAside(index: number): void {
    const backend = this.aside[index]
    const amount = this.#effective[backend]
    this.#effective[backend] = recovered(this.#pool, backend, amount)
    this.#total += amount
    this.#values[backend] += amount
    this.#challenge(backend, this.#values[backend])
    if (this.#effective[backend] < this.#pool.weight[backend]) return
    this.aside[index] = this.aside[--this.asideCount]
    this.#join(backend)
  }

  /** Whose turn it is: charged with all that was given. -1 where nobody took part. */
  elected(): number {
    const backend = this.#best
    if (backend === -1) return -1
    const value = this.#bestValue - this.#total
    if (this.#where[backend] === recovering) {
      this.#values[backend] = value
    } else {
      this.#queues.remove(backend)
      this.#queues.add(backend, value)
    }
    return backend
  }

  #reweigh(backend: number): void {
    const present = this.#where[backend] !== absent
    if (present) this.#leave(backend)
    const difference = this.#pool.weight[backend] - this.#weights[backend]
    this.#effective[backend] = reweighed(this.#effective[backend], difference)
    this.#weights[backend] += difference
    this.#queues.reweigh?.(backend)
    if (present) this.#join(backend)
  }

  #join(backend: number): void {
    if (this.#effective[backend] < this.#pool.weight[backend]) {
      this.#where[backend] = recovering
      this.aside[this.asideCount++] = backend
    } else {
      this.#where[backend] = queued
      this.#queues.add(backend, this.#values[backend])
    }
  }

  #leave(backend: number): void {
    if (this.#where[backend] === queued) this.#values[backend] = this.#queues.remove(backend)
    else this.aside[this.aside.indexOf(backend)] = this.aside[--this.asideCount]
    this.#where[backend] = absent
  }

  #challenge(backend: number, value: number): void {
    if (this.#best !== -1 && (value < this.#bestValue || (value === this.#bestValue && backend > this.#best))) return
    this.#best = backend
    this.#bestValue = value
  }
}
