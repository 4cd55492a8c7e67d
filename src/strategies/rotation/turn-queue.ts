import { IndexedHeap } from '../indexed-heap.js'

/** What the queues of one pool keep of each backend, a column a fact. A backend is in one queue at a time. */
export class TurnColumns {
  /** Place in the heap of its queue; -1 in the line. */
  readonly places: Int32Array
  readonly keys: Float64Array
  readonly next: Int32Array
  readonly previous: Int32Array

  constructor(size: number) {
    this.places = new Int32Array(size)
    this.keys = new Float64Array(size)
    this.next = new Int32Array(size)
    this.previous = new Int32Array(size)
  }
}

/**
 * Backends of one weight that are always credited together, in the order of their turns: the greatest current value
 * first, of equal ones the lowest index.
 *
 * Crediting all of them changes no order, so it is one addition: a backend's key is what all had been given when it was
 * worth nothing, its current value the sum given by now minus that. Whoever had its turn mostly goes behind everybody
 * else; these stand in a line, a sorted list that costs O(1). Those that fit in nowhere at its end are kept in a heap.
 *
 * Sums are whole numbers and exact up to 2^53: 9e15 turns of weight 1.
 */
export class TurnQueue {
  readonly #columns: TurnColumns
  readonly #weight: number
  readonly #heap: IndexedHeap
  #given = 0
  #head = -1
  #tail = -1
  #size = 0

  constructor(columns: TurnColumns, weight: number) {
    this.#columns = columns
    this.#weight = weight
    this.#heap = new IndexedHeap(columns.places)
  }

  get size(): number {
    return this.#size
  }

  /** Whose turn is next, -1 where there is nobody. */
  get first(): number {
    const head = this.#head
    if (this.#heap.size === 0) return head
    const top = this.#heap.first
    if (head === -1) return top
    const lead = this.#columns.keys[head] - this.#heap.firstKey
    return lead > 0 || (lead === 0 && top < head) ? top : head
  }

  /** Gives each its weight. Returns how much that is in all. */
  credit(): number {
    this.#given += this.#weight
    return this.#weight * this.#size
  }

  /** The current value of a backend of this queue. */
  valueOf(backend: number): number {
    const inLine = this.#columns.places[backend] === -1
    return this.#given - (inLine ? this.#columns.keys[backend] : this.#heap.keyOf(backend))
  }

  add(backend: number, value: number): void {
    const { keys, places } = this.#columns
    const key = this.#given - value
    const tail = this.#tail
    this.#size++
    if (tail !== -1 && (key < keys[tail] || (key === keys[tail] && backend < tail))) {
      this.#heap.add(backend, key)
      return
    }
    keys[backend] = key
    places[backend] = -1
    this.#append(backend, tail)
  }

  /** Takes out a backend of this queue. Returns its current value. */
  remove(backend: number): number {
    const value = this.valueOf(backend)
    this.#size--
    if (this.#columns.places[backend] === -1) this.#unlink(backend)
    else this.#heap.remove(backend)
    return value
  }

  #append(backend: number, tail: number): void {
    const { next, previous } = this.#columns
    next[backend] = -1
    previous[backend] = tail
    if (tail === -1) this.#head = backend
    else next[tail] = backend
    this.#tail = backend
  }

  #unlink(backend: number): void {
    const { next, previous } = this.#columns
    const before = previous[backend]
    const after = next[backend]
    if (before === -1) this.#head = after
    else next[before] = after
    if (after === -1) this.#tail = before
    else previous[after] = before
  }
}
