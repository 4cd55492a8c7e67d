import { sessionAsks, sessionEnds } from '../../model/sessions.js'
import { monotonicMs } from '../clock.js'
import type { LiveStore } from '../sessions/live-store.js'
import type { SessionVisit } from './session-visit.js'

/** How often the store failed, and what it said last. */
export interface StoreTrouble {
  readonly failures: number
  readonly reason: string
}

/** Where requests with a session go first: asks the store, measures its time, and remembers where it failed. */
export class SessionDesk {
  /** How long a session lasts; undefined: for good. */
  readonly lifeSeconds: number | undefined
  readonly #store: LiveStore
  #trouble: StoreTrouble = { failures: 0, reason: '' }

  constructor(store: LiveStore, lifeSeconds: number | undefined) {
    this.#store = store
    this.lifeSeconds = lifeSeconds
  }

  get trouble(): StoreTrouble {
    return this.#trouble
  }

  /** Fills in the visit and returns how long that took, ms; Infinity where the store has to be waited for: then `told` is called. */
  serve(backend: number, visit: SessionVisit, told: (storeMs: number) => void): number {
    const beganMs = monotonicMs()
    const took = (): number => {
      if (!this.#store.takesTime) return 0
      visit.storeMs = monotonicMs() - beganMs
      return visit.storeMs
    }
    const pending = this.#ask(backend, visit, beganMs)
    if (pending === undefined) return took()
    void pending.then(() => told(took()))
    return Infinity
  }

  died(backend: number): void {
    this.#store.died(backend)
  }

  close(): void {
    this.#store.close()
  }

  /** Undefined where all is done already. Never rejects. */
  #ask(backend: number, visit: SessionVisit, nowMs: number): Promise<void> | undefined {
    if (visit.ask === sessionAsks.login) {
      const gain = (token: string): void => {
        visit.gained = token
        visit.end = sessionEnds.new
      }
      return soon(this.#store.login(backend, nowMs), gain, error => this.#fail(visit, error))
    }
    const judge = (known: boolean): void => {
      visit.end = known ? sessionEnds.kept : sessionEnds.lost
    }
    // Without a cookie there is nothing to be looked for.
    const known = visit.token === '' ? false : this.#store.knows(backend, visit.token, nowMs)
    return soon(known, judge, error => this.#fail(visit, error))
  }

  #fail(visit: SessionVisit, error: Error): void {
    visit.end = sessionEnds.failed
    this.#trouble = { failures: this.#trouble.failures + 1, reason: error.message }
  }
}

/** Now, where the value is there now. */
function soon<T>(
  value: T | Promise<T>,
  use: (value: T) => void,
  fail: (error: Error) => void,
): Promise<void> | undefined {
  if (value instanceof Promise) return value.then(use, fail)
  use(value)
  return undefined
}
