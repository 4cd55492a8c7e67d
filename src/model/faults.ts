import type { BackendSpec, FaultEvent } from './backend-spec.js'

/** A fault, and whose. */
export interface FleetFault {
  readonly backend: number
  readonly event: FaultEvent
}

/** Whether there is no process of the backend before its first `recover`. */
export function startsDown({ faults }: Pick<BackendSpec, 'faults'>): boolean {
  const [first] = inOrder(faults.filter(({ kind }) => kind === 'crash' || kind === 'stop' || kind === 'recover'))
  return first?.kind === 'recover'
}

/** Where a fleet stands in the timeline of its faults. Pure: time is what it is told. An entry a backend in each column. */
export class FaultTimeline {
  /** 1 while it takes connections: there is a process, and it is not about to stop. */
  readonly up: Uint8Array
  /** 1 while it takes no more connections, and works off those it has. */
  readonly stopping: Uint8Array
  /** 1 while its process stands still. */
  readonly frozen: Uint8Array
  /** How many times longer a request takes that starts now. Outlives a crash: it is the machine that is slow. */
  readonly slowFactor: Float64Array
  /** What share of the requests that start now is answered with `errorStatus`, beside the backend's own failures. Outlives a crash, too. */
  readonly errorShare: Float64Array
  readonly errorStatus: Uint16Array
  /** 1 where the next process waits until the one that stops is gone. */
  readonly #succeeded: Uint8Array
  readonly #faults: readonly FleetFault[]
  #taken = 0

  /** @param events of each backend, in any order; of equal times, the lower backend's first, then as given */
  constructor(events: readonly (readonly FaultEvent[])[]) {
    this.up = Uint8Array.from(events, faults => (startsDown({ faults }) ? 0 : 1))
    this.stopping = new Uint8Array(events.length)
    this.frozen = new Uint8Array(events.length)
    this.slowFactor = new Float64Array(events.length).fill(1)
    this.errorShare = new Float64Array(events.length)
    this.errorStatus = new Uint16Array(events.length)
    this.#succeeded = new Uint8Array(events.length)
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
    return this.happens(fault) ? fault : undefined
  }

  /** A fault happens that is in no timeline. Whether it changes anything. */
  happens({ backend, event }: FleetFault): boolean {
    if (event.kind === 'slow') this.slowFactor[backend] = event.factor
    else if (event.kind === 'errors') {
      this.errorShare[backend] = event.share
      this.errorStatus[backend] = event.status
    } else return this.#turns(backend, event.kind)
    return true
  }

  /** The process that was stopping is gone. Whether the next one starts now. */
  gone(backend: number): boolean {
    this.stopping[backend] = 0
    return this.#succeeded[backend] === 1 && this.#turns(backend, 'recover')
  }

  #turns(backend: number, kind: Exclude<FaultEvent['kind'], 'slow' | 'errors'>): boolean {
    const { up, stopping, frozen } = this
    const lives = up[backend] === 1 || stopping[backend] === 1
    if (kind === 'freeze' || kind === 'thaw') {
      const changes = lives && (frozen[backend] === 1) === (kind === 'thaw')
      if (changes) frozen[backend] = kind === 'freeze' ? 1 : 0
      return changes
    }
    if (kind === 'recover') return this.#recovers(backend)
    const changes = kind === 'stop' ? up[backend] === 1 : lives
    if (!changes) return false
    up[backend] = 0
    // Who is told to stop while it stands still is woken for it.
    frozen[backend] = 0
    stopping[backend] = kind === 'stop' ? 1 : 0
    this.#succeeded[backend] = 0
    return true
  }

  #recovers(backend: number): boolean {
    this.#succeeded[backend] = this.stopping[backend]!
    if (this.stopping[backend] === 1 || this.up[backend] === 1) return false
    this.up[backend] = 1
    return true
  }
}

function inOrder(events: readonly FaultEvent[]): FaultEvent[] {
  return [...events].sort((a, b) => a.atMs - b.atMs)
}
