import { IndexedHeap } from '../indexed-heap.js'
import { type TurnColumns, TurnQueue } from '../rotation/turn-queue.js'

/** Numbers for levels, used again when a level is empty: never more at a time than there are backends. */
export class LevelNumbers {
  /** Of each level in the heap it stands in. */
  readonly places: Int32Array
  readonly #free: number[]

  constructor(size: number) {
    this.places = new Int32Array(size)
    this.#free = Array.from({ length: size }, (_, i) => i)
  }

  take(): number {
    return this.#free.pop()!
  }

  giveBack(level: number): void {
    this.#free.push(level)
  }
}

/** The backends of one weight by their eta: a queue a value, the least value in O(1). */
export class EtaLevels {
  readonly weight: number
  readonly #columns: TurnColumns
  readonly #numbers: LevelNumbers
  /** The levels that somebody stands on, by eta. */
  readonly #levels = new Map<number, { readonly number: number; readonly queue: TurnQueue }>()
  readonly #heap: IndexedHeap
  #spare: TurnQueue[] = []

  constructor(weight: number, columns: TurnColumns, numbers: LevelNumbers) {
    this.weight = weight
    this.#columns = columns
    this.#numbers = numbers
    this.#heap = new IndexedHeap(numbers.places)
  }

  /** Infinity where there is nobody. */
  get least(): number {
    return this.#heap.firstKey
  }

  /** Those of that eta, of whom there is one at least. */
  at(eta: number): TurnQueue {
    return this.#levels.get(eta)!.queue
  }

  add(backend: number, eta: number, value: number): void {
    let level = this.#levels.get(eta)
    if (level === undefined) {
      level = { number: this.#numbers.take(), queue: this.#spare.pop() ?? new TurnQueue(this.#columns, this.weight) }
      this.#levels.set(eta, level)
      this.#heap.add(level.number, eta)
    }
    level.queue.add(backend, value)
  }

  /** Returns the current value. */
  remove(backend: number, eta: number): number {
    const { number, queue } = this.#levels.get(eta)!
    const value = queue.remove(backend)
    if (queue.size === 0) {
      this.#heap.remove(number)
      this.#levels.delete(eta)
      this.#numbers.giveBack(number)
      this.#spare.push(queue)
    }
    return value
  }
}
