import type { FaultEvent } from './backend-spec.js'

/** Where one backend stands in the timeline of its faults. Pure: time is what it is told. */
export class FaultTimeline {
  readonly #events: readonly FaultEvent[]
  #taken = 0
  #up = true
  #slowFactor = 1

  /** @param events in any order; of equal times, in the order given */
  constructor(events: readonly FaultEvent[]) {
    this.#events = events.toSorted((a, b) => a.atMs - b.atMs)
  }

  /** False between a crash and the next recovery. */
  get up(): boolean {
    return this.#up
  }

  /** How many times longer a request takes that starts now. Outlives a crash: it is the machine that is slow. */
  get slowFactor(): number {
    return this.#slowFactor
  }

  /** When the next fault is due, ms; Infinity after the last. */
  nextMs(): number {
    return this.#events[this.#taken]?.atMs ?? Infinity
  }

  /** The next fault happens. Undefined where it changes nothing (a crash while down), or there is none. */
  next(): FaultEvent | undefined {
    const event = this.#events[this.#taken]
    if (event === undefined) return undefined
    this.#taken++
    if (event.kind === 'slow') {
      this.#slowFactor = event.factor
      return event
    }
    const changes = this.#up === (event.kind === 'crash')
    this.#up = event.kind === 'recover'
    return changes ? event : undefined
  }
}
