import { expect } from 'vitest'
import type { Flight, Request } from '../../src/balancer/balancer.js'
import type { Balancing } from '../../src/live/wire/plane-context.js'
import type { Outcome } from '../../src/strategies/strategy.js'

export interface FlightScript {
  /** What `next()` gives, in turn: backends, `held`, `shed`; `refused` when they are used up. */
  readonly picks: readonly number[]
  /** Whether a try that ended so is made again; never where it is left out. */
  readonly retries?: (outcome: Outcome) => boolean
  readonly cookie?: (backend: number) => string | undefined
}

/** Flights that do as they are told, check what their caller may do, and write down what it did: one list a flight. */
export class ScriptedFlights implements Balancing {
  /** "next 0", "ended 0 reset 0", "retries answer 503", "close". */
  readonly logs: string[][] = []
  readonly requests: Request[] = []
  readonly tickets: number[] = []
  readonly outcomes: Outcome[] = []
  settled = 0
  readonly #scripts: FlightScript[]

  constructor(...scripts: readonly FlightScript[]) {
    this.#scripts = [...scripts]
  }

  /** Of the only flight. */
  get log(): string[] {
    expect(this.logs).toHaveLength(1)
    return this.logs[0]!
  }

  settle(): void {
    this.settled++
  }

  open(request: Request, ticket: number): Flight {
    const script = this.#scripts[Math.min(this.logs.length, this.#scripts.length - 1)]!
    const log: string[] = []
    this.logs.push(log)
    this.requests.push(request)
    this.tickets.push(ticket)
    const picks = [...script.picks]
    const running: number[] = []
    let tries = 0
    let closed = false
    const note = (entry: string): void => {
      if (closed) throw new Error(`${entry} after close`)
      log.push(entry)
    }
    return {
      next: () => {
        const backend = picks.shift() ?? -1
        note(`next ${backend}`)
        if (backend >= 0) tries = running.push(backend) && tries + 1
        return backend
      },
      ended: (backend, outcome) => {
        if (!running.includes(backend)) throw new Error(`ended() at ${backend}, which has no try`)
        running.splice(running.indexOf(backend), 1)
        this.outcomes.push({ ...outcome })
        note(`ended ${backend} ${outcome.cause} ${outcome.status}`)
      },
      retries: outcome => {
        const again = script.retries?.(outcome) ?? false
        note(`retries ${outcome.cause} ${outcome.status}${again ? '' : ': no'}`)
        return again
      },
      close: () => {
        if (running.length > 0) throw new Error('close() while a try runs')
        note('close')
        closed = true
      },
      cookieFor: backend => script.cookie?.(backend),
      get tries() {
        return tries
      },
    }
  }
}
