import { FreeNumbers } from './free-numbers.js'

/** No backend, no row. */
export const nothing = -1

/**
 * Requests in flight, by slot; slots are used again. The eight numbers of a request lie side by side, one line of the
 * processor's cache. A slot is the number of the request's job at its backend, too: one that ended while its job is still
 * worked on keeps its slot until then.
 */
export class RequestTable {
  readonly #slots = new FreeNumbers()
  #size = 0
  /** `facts[8 * slot + dueMs]`, and so on. */
  facts = new Float64Array(0)

  /** A slot whose numbers are yet to be filled in. */
  take(): number {
    const slot = this.#slots.take()
    if (slot >= this.#size) this.#grow(slot)
    return slot
  }

  release(slot: number): void {
    this.#slots.release(slot)
  }

  #grow(slot: number): void {
    this.#size = Math.max(64, slot * 2)
    const facts = new Float64Array(8 * this.#size)
    facts.set(this.facts)
    this.facts = facts
  }
}

/** Places in `RequestTable.facts`. Number of the request in the workload; `nothing` once it has ended. */
export const row = 0
/** When it was due, ms; NaN once it has ended. */
export const dueMs = 1
/** When the current try was sent, ms; NaN once that has ended. */
export const sentMs = 2
export const demand = 3
export const failure = 4
export const client = 5
export const kind = 6
/** That has the job; `nothing` where none has. */
export const backend = 7
