import type { FaultEvent } from './backend-spec.js'

/** A fault, and whose. */
export interface FleetFault {
  readonly backend: number
  readonly event: FaultEvent
}

/** Where a fleet stands in the timeline of its faults. Pure: time is what it is told. */
export class FaultTimeline {
  /** 0 between a crash and the next recovery; an entry a backend. */
  readonly up: Uint8Array
  /** How many times longer a request takes that starts now. Outlives a crash: it is the machine that is slow. */
  readonly slowFactor: Float64Array
  readonly #faults: readonly FleetFault[]
  #taken = 0

  /** @param events of each backend, in any order; of equal times, the lower backend's first, then as given */
  constructor(events: readonly (readonly FaultEvent[])[]) {
    this.up = new Uint8Array(events.length).fill(1)
    this.slowFactor = new Float64Array(events.length).fill(1)
    const faults = events.flatMap((own, backend) => own.map(event => ({ backend, event })))
    this.#faults = faults.sort((a, b) => a.event.atMs - b.event.atMs)
  }

  /** When the next fault is due, ms; Infinity after the last. */
  nextMs(): number {
    return this.#faults[this.#taken]?.event.atMs ?? Infinity
  }

  /** The next fault happens. Undefined where it changes nothing (a crash while down), or there is none. */
  next(): FleetFault | undefined {
    const fault = this.#faults[this.#taken]
    if (fault === undefined) return undefined
    this.#taken++
    const { backend, event } = fault
    if (event.kind === 'slow') {
      this.slowFactor[backend] = event.factor
      return fault
    }
    const changes = (this.up[backend] === 1) === (event.kind === 'crash')
    this.up[backend] = event.kind === 'recover' ? 1 : 0
    return changes ? fault : undefined
  }
}
