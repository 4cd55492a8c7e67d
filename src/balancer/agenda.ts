import { DeadlineHeap } from '../model/deadline-heap.js'

/** Something that will happen, unless it is called off. */
export interface Plan {
  readonly atMs: number
  /** Undefined once it has happened or was called off. */
  run: ((nowMs: number) => void) | undefined
}

/** What is to happen when: in order of time, of equal times in the order of planning. */
export class Agenda {
  readonly #plans: Plan[] = []
  /** In which order plans were made, by number; and the numbers that are free. */
  readonly #order: number[] = []
  readonly #free: number[] = []
  readonly #heap = new DeadlineHeap((a, b) => this.#order[a]! < this.#order[b]!)
  #made = 0

  /** @param atMs finite */
  plan(atMs: number, run: (nowMs: number) => void): Plan {
    const plan = { atMs, run }
    const number = this.#free.pop() ?? this.#plans.length
    this.#plans[number] = plan
    this.#order[number] = this.#made++
    this.#heap.push(number, atMs)
    return plan
  }

  /** When the next one is due, ms; Infinity where nothing is planned. */
  nextMs(): number {
    while (this.#heap.size > 0 && this.#plans[this.#heap.topJob]!.run === undefined) this.#take()
    return this.#heap.topMs
  }

  /** All that is due by now happens now, also what is planned for now meanwhile. */
  advance(nowMs: number): void {
    while (this.nextMs() <= nowMs) {
      const plan = this.#take()
      const run = plan.run!
      plan.run = undefined
      run(nowMs)
    }
  }

  #take(): Plan {
    const number = this.#heap.topJob
    this.#heap.pop()
    this.#free.push(number)
    return this.#plans[number]!
  }
}

/** The next time in a row of times `intervalMs` apart that is not over yet: who comes late leaves some out, and keeps the beat. */
export function nextBeat(lastMs: number, intervalMs: number, nowMs: number): number {
  const nextMs = lastMs + intervalMs
  if (nextMs > nowMs) return nextMs
  return nextMs + (Math.floor((nowMs - nextMs) / intervalMs) + 1) * intervalMs
}
