import { FifoHeap } from '../fifo-heap.js'
import type { Pool } from '../strategy.js'

/**
 * Earliest deadline first: each backend has the deadline of its next turn, 1 / weight after its last, and the first one
 * is next; of equal deadlines, the one that was set first. Deadlines are doubles, as in Envoy, so that ties fall as
 * rounding makes them fall there. O(log n).
 *
 * A weight is asked for when a deadline is set, so one that changes counts from the backend's next turn. A backend that
 * comes back keeps its place unless its turn has passed.
 *
 * Source: Envoy source/common/upstream/edf_scheduler.h
 */
export class EdfSchedule {
  readonly #available: Uint8Array
  readonly #weightOf: (backend: number) => number
  readonly #heap: FifoHeap
  readonly #listed: Uint8Array
  readonly #deadlines: Float64Array
  /** When the deadline of one that is away was set. */
  readonly #orders: Float64Array
  #now = 0

  constructor(pool: Pool, weightOf: (backend: number) => number) {
    this.#available = pool.available
    this.#weightOf = weightOf
    this.#heap = new FifoHeap(new Int32Array(pool.size))
    this.#listed = new Uint8Array(pool.size)
    this.#deadlines = new Float64Array(pool.size)
    this.#orders = new Float64Array(pool.size)
    this.restart()
  }

  /** All available backends from the beginning, in the order of the pool. O(n log n). */
  restart(): void {
    this.#now = 0
    this.#heap.clear()
    this.#deadlines.fill(-1)
    this.#listed.fill(0)
    for (let i = 0; i < this.#listed.length; i++) this.changed(i)
  }

  /** The next in turn, -1 where there is nobody. */
  take(): number {
    const backend = this.#heap.first
    if (backend === -1) return -1
    this.#now = this.#deadlines[backend]
    this.#heap.remove(backend)
    this.#add(backend)
    return backend
  }

  /** To be called where availability may have changed. */
  changed(backend: number): void {
    if (this.#listed[backend] === this.#available[backend]) return
    this.#listed[backend] = this.#available[backend]
    if (this.#available[backend] === 0) {
      this.#orders[backend] = this.#heap.orderOf(backend)
      this.#heap.remove(backend)
    } else if (this.#deadlines[backend] < this.#now) {
      this.#add(backend)
    } else {
      this.#heap.add(backend, this.#deadlines[backend], this.#orders[backend])
    }
  }

  #add(backend: number): void {
    const deadline = this.#now + 1 / this.#weightOf(backend)
    this.#deadlines[backend] = deadline
    this.#heap.add(backend, deadline)
  }
}
