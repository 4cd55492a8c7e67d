import { type TurnColumns, TurnQueue } from '../rotation/turn-queue.js'

/** The backends of one weight by their requests in flight: a queue a number. */
export class LoadLevels {
  readonly weight: number
  readonly #columns: TurnColumns
  readonly #queues: TurnQueue[] = []
  /** Nobody is below. */
  #least = 0
  #size = 0

  constructor(columns: TurnColumns, weight: number) {
    this.#columns = columns
    this.weight = weight
  }

  get size(): number {
    return this.#size
  }

  /** The fewest requests in flight that any has, where there is one: O(1) as long as loads move by single requests. */
  findLeast(): number {
    while (this.#queues[this.#least].size === 0) this.#least++
    return this.#least
  }

  /** Those that have so many requests in flight. */
  at(inFlight: number): TurnQueue {
    return this.#queues[inFlight]
  }

  add(backend: number, inFlight: number, value: number): void {
    if (this.#size++ === 0 || inFlight < this.#least) this.#least = inFlight
    while (this.#queues.length <= inFlight) this.#queues.push(new TurnQueue(this.#columns, this.weight))
    this.#queues[inFlight].add(backend, value)
  }

  remove(backend: number, inFlight: number): number {
    this.#size--
    return this.#queues[inFlight].remove(backend)
  }
}
