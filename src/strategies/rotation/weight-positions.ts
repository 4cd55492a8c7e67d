import { FifoHeap } from '../fifo-heap.js'

/** The queue of those that have a position; the two others take turns as the one that waits and the one delayed. */
const current = 0

/** HAProxy's SRV_EWGHT_MAX and BE_WEIGHT_SCALE. */
const mostWeight = 4096
const weightScale = 16
/** More than the tie breaks of two keys can differ by, where weights are at most 65,535 (16 bits, and one for the sign). */
const tieRange = 1 << 18

/**
 * HAProxy's fast weighted round robin: each backend has the position of its next turn, `total / weight` behind the last,
 * and remainders add up. Three queues: those that wait for their first turn of a round, the heaviest first; the current
 * ones, by position; and those whose next turn is beyond the round, which wait in the next one. Quotients are cut off
 * and a round that is over takes the weights anew, so where turns fall depends on all that went before: it is the
 * algorithm that has to be followed, no formula.
 *
 * Source: HAProxy 2.6 src/lb_fwrr.c; its names in brackets. HAProxy packs position and tie break into 32 bits; here they
 * are so far apart that no weight and no number of backends makes them meet.
 */
export class WeightPositions {
  /** [cur_eweight], 0 where it is in no queue. */
  readonly #weight: Float64Array
  /** [npos] */
  readonly #next: Float64Array
  /** [lpos] */
  readonly #last: Float64Array
  /** [rweight] */
  readonly #rest: Float64Array
  /** The queue of each, an index of `#queues`. */
  readonly #where: Uint8Array
  readonly #queues: readonly FifoHeap[]
  /** [init] */
  #waiting = 1
  /** [next] */
  #delayed = 2
  /** [curr_pos] */
  #position = 0
  /** [curr_weight]: of this round. */
  #roundWeight = 0
  /** [next_weight]: of all that are available now. */
  #totalWeight = 0

  constructor(size: number) {
    const places = new Int32Array(size)
    this.#weight = new Float64Array(size)
    this.#next = new Float64Array(size)
    this.#last = new Float64Array(size)
    this.#rest = new Float64Array(size)
    this.#where = new Uint8Array(size)
    this.#queues = [new FifoHeap(places), new FifoHeap(places), new FifoHeap(places)]
  }

  /** Puts in a backend that has been there from the beginning; before the first `take`. */
  begin(backend: number, weight: number): void {
    this.#weight[backend] = weight
    this.#totalWeight += weight
    this.#roundWeight = this.#totalWeight
    this.#position = this.#totalWeight
    this.#await(backend)
  }

  /** The next in turn, -1 where there is nobody. [fwrr_get_next_server] */
  take(): number {
    if (this.#totalWeight === 0) return -1
    // HAProxy takes up the weights where a round began without any.
    if (this.#roundWeight === 0) this.#position = this.#roundWeight = this.#totalWeight
    let backend = this.#due()
    if (backend === -1) {
      this.#turnRound()
      backend = this.#due()
    }
    this.#advance(backend)
    this.#dequeue(backend)
    this.#position++
    this.#queue(backend)
    return backend
  }

  /** A backend became available. [fwrr_set_server_status_up] */
  join(backend: number, weight: number): void {
    this.#weight[backend] = weight
    this.#totalWeight += weight
    // What is left of a round that has become too heavy is negative, and in HAProxy a huge unsigned number: the next round.
    const left = (this.#totalWeight + this.#roundWeight - this.#position) >>> 0
    this.#next[backend] = this.#position + Math.floor(left / weight)
    this.#queue(backend)
  }

  /** [fwrr_set_server_status_down] */
  leave(backend: number): void {
    this.#totalWeight -= this.#weight[backend]
    this.#weight[backend] = 0
    this.#dequeue(backend)
  }

  /** A backend that stays available weighs something else. [fwrr_update_server_weight] */
  reweigh(backend: number, weight: number): void {
    this.#totalWeight += weight - this.#weight[backend]
    this.#weight[backend] = weight
    if (this.#where[backend] === this.#waiting) {
      this.#dequeue(backend)
      this.#await(backend)
      return
    }
    if (this.#where[backend] === this.#delayed) this.#next[backend] += this.#roundWeight
    const step = Math.floor(this.#totalWeight / weight)
    this.#next[backend] = Math.min(this.#next[backend], this.#last[backend] + step)
    this.#rest[backend] = 0
    if (this.#next[backend] < this.#position + 2) this.#next[backend] = this.#position + step
    this.#dequeue(backend)
    this.#queue(backend)
  }

  /** [fwrr_get_server_from_group] */
  #due(): number {
    const first = this.#queues[current].first
    if (first !== -1 && this.#next[first] <= this.#position) return first
    // A hole: whoever had no turn yet may fill it, else the first has its turn early.
    const fresh = this.#queues[this.#waiting].first
    if (fresh === -1) return first
    this.#next[fresh] = 0
    this.#rest[fresh] = 0
    return fresh
  }

  /** [fwrr_update_position] */
  #advance(backend: number): void {
    const weight = this.#weight[backend]
    if (this.#next[backend] === 0) this.#next[backend] = this.#position
    this.#last[backend] = this.#next[backend]
    this.#next[backend] += Math.floor(this.#totalWeight / weight)
    this.#rest[backend] += this.#totalWeight % weight
    if (this.#rest[backend] >= weight) {
      this.#rest[backend] -= weight
      this.#next[backend]++
    }
  }

  /** [fwrr_queue_srv] */
  #queue(backend: number): void {
    const next = this.#next[backend]
    if (next >= 2 * this.#roundWeight || next >= this.#roundWeight + this.#totalWeight) {
      this.#next[backend] -= this.#roundWeight
      this.#enqueue(this.#delayed, backend, -this.#weight[backend])
      return
    }
    const tie = Math.floor((mostWeight + this.#rest[backend] - this.#weight[backend]) / weightScale)
    this.#enqueue(current, backend, next * tieRange + tie)
  }

  /** [fwrr_queue_by_weight] */
  #await(backend: number): void {
    this.#enqueue(this.#waiting, backend, -this.#weight[backend])
  }

  #enqueue(queue: number, backend: number, key: number): void {
    this.#where[backend] = queue
    this.#queues[queue].add(backend, key)
  }

  #dequeue(backend: number): void {
    this.#queues[this.#where[backend]].remove(backend)
  }

  /** Those that were delayed have their turns in this round. [fwrr_switch_trees] */
  #turnRound(): void {
    const emptied = this.#waiting
    this.#waiting = this.#delayed
    this.#delayed = emptied
    this.#roundWeight = this.#totalWeight
    this.#position = this.#totalWeight
  }
}
