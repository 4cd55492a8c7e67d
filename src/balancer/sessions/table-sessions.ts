import type { StickySpec } from '../../model/balancer-spec.js'
import type { RoutedRequest } from '../balancer.js'
import { none, type Sessions } from './sessions.js'

interface Session {
  backend: number
  /** When it began, or was last used. */
  sinceMs: number
  /** Requests that used it since it was bound. */
  uses: number
}

/** A table of client addresses in the balancer, as HAProxy's `stick on src`: lost when it restarts, shared with nobody. */
export class TableSessions implements Sessions {
  readonly #spec: StickySpec
  /** The one unseen for longest first. */
  readonly #sessions = new Map<string, Session>()

  constructor(spec: StickySpec) {
    this.#spec = spec
  }

  get size(): number {
    return this.#sessions.size
  }

  find({ client, attempt }: RoutedRequest, nowMs: number): number {
    const session = this.#sessions.get(client)
    if (session === undefined) return none
    if (nowMs - session.sinceMs >= this.#spec.ttlMs) {
      this.#sessions.delete(client)
      return none
    }
    if (attempt === 0) this.#use(client, session, nowMs)
    return session.backend
  }

  bind({ client }: RoutedRequest, backend: number, nowMs: number): void {
    this.#sessions.delete(client)
    const [oldest] = this.#sessions.size >= this.#spec.capacity ? this.#sessions.keys() : []
    if (oldest !== undefined) this.#sessions.delete(oldest)
    this.#sessions.set(client, { backend, sinceMs: nowMs, uses: 1 })
  }

  isOld({ client }: RoutedRequest): boolean {
    return (this.#sessions.get(client)?.uses ?? 0) > 1
  }

  #use(client: string, session: Session, nowMs: number): void {
    session.uses++
    if (this.#spec.refresh) session.sinceMs = nowMs
    this.#sessions.delete(client)
    this.#sessions.set(client, session)
  }
}
