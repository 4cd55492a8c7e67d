import type { SessionStoreName } from './sessions.js'

/** A session as its store knows it. */
export interface Session {
  /** Where its client logged in. */
  readonly backend: number
  /** Which life of that backend's process it was, from 0. */
  readonly life: number
  readonly untilMs: number
}

/**
 * Whether a backend knows a session: the backends' half of the session protocol. `memory` is known where it was begun, until it is
 * over or the process dies; what all can read (`redis`, `signed-cookie`) everywhere, until it is over.
 */
export class SessionStore {
  readonly #shared: boolean
  readonly #lifeMs: number
  /** How often each backend's process has died. */
  readonly #lives: Int32Array

  constructor({ store, lifeMs }: { readonly store: SessionStoreName; readonly lifeMs: number }, backends: number) {
    this.#shared = store !== 'memory'
    this.#lifeMs = lifeMs
    this.#lives = new Int32Array(backends)
  }

  login(backend: number, nowMs: number): Session {
    return { backend, life: this.#lives[backend]!, untilMs: nowMs + this.#lifeMs }
  }

  knows(backend: number, session: Session, nowMs: number): boolean {
    if (nowMs >= session.untilMs) return false
    return this.#shared || (session.backend === backend && session.life === this.#lives[backend])
  }

  /** The backend's process is gone, and what was in it. */
  died(backend: number): void {
    this.#lives[backend]!++
  }
}
