import { randomBytes } from 'node:crypto'
import { noLimit } from '../../model/balancer-spec.js'
import { type Session, SessionStore } from '../../model/session-store.js'
import type { LiveStore } from './live-store.js'
import type { StoreAccess } from './store-access.js'

/** Sessions in each backend's own memory. */
export class MemoryStore implements LiveStore {
  readonly takesTime = false
  readonly #known: SessionStore
  /** A map a backend, by token. */
  readonly #sessions: readonly Map<string, Session>[]

  constructor({ lifeSeconds }: Pick<StoreAccess, 'lifeSeconds'>, backends: number) {
    const lifeMs = lifeSeconds === undefined ? noLimit : lifeSeconds * 1000
    this.#known = new SessionStore({ store: 'memory', lifeMs }, backends)
    this.#sessions = Array.from({ length: backends }, () => new Map())
  }

  login(backend: number, nowMs: number): string {
    const token = randomBytes(16).toString('base64url')
    this.#sessions[backend]!.set(token, this.#known.login(backend, nowMs))
    return token
  }

  knows(backend: number, token: string, nowMs: number): boolean {
    const session = this.#sessions[backend]!.get(token)
    return session !== undefined && this.#known.knows(backend, session, nowMs)
  }

  died(backend: number): void {
    this.#sessions[backend]!.clear()
    this.#known.died(backend)
  }

  close(): void {}
}
