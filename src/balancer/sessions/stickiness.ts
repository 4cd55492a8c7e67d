import type { RoutedRequest } from '../balancer.js'
import type { Counts } from '../counts.js'
import { blocks } from '../pool.js'
import type { Tiers } from '../tiers.js'
import { none, type Sessions } from './sessions.js'

/** `Stickiness.pick`: the session's backend is full, and so it is worth waiting for. */
export const homeIsFull = -4

/**
 * Sessions before the strategy: who has one goes to its backend, also where that drains, and the strategy is told of the
 * request without having been asked. Where the backend may not serve, the session is broken, and bound to another.
 */
export class Stickiness {
  readonly #sessions: Sessions
  readonly #tiers: Tiers
  readonly #counts: Counts
  readonly #waits: boolean

  /** @param waits whether there is a queue for a backend that is full */
  constructor(sessions: Sessions, tiers: Tiers, counts: Counts, waits: boolean) {
    this.#sessions = sessions
    this.#tiers = tiers
    this.#counts = counts
    this.#waits = waits
  }

  /** As `Tiers.pick`, or `homeIsFull`. */
  pick(request: RoutedRequest, tried: readonly number[], nowMs: number): number {
    this.#tiers.release(nowMs)
    const home = this.#sessions.find(request, nowMs)
    const wasTried = tried.includes(home)
    if (home !== none && !wasTried) {
      if (this.#tiers.servesBut(home, blocks.draining)) return this.#keep(home, tried, nowMs)
      if (this.#waits && this.#tiers.servesBut(home, blocks.draining | blocks.full)) return homeIsFull
    }
    const backend = this.#pickAnother(request, tried, nowMs)
    if (backend < 0) return backend
    const isFirst = tried.length === 0 || (tried.length === 1 && wasTried)
    const count = this.#counts.at(nowMs)
    if (home !== none && isFirst && this.#sessions.isOld(request)) count.sessionsBroken++
    if (home === none && tried.length === 0) count.sessionsBound++
    this.#sessions.bind(request, backend, nowMs)
    return backend
  }

  /** The backend that this request would wait for; -1 where any will do. */
  wants(request: RoutedRequest, tried: readonly number[], nowMs: number): number {
    const home = this.#sessions.find(request, nowMs)
    if (home === none || tried.includes(home)) return none
    return this.#tiers.servesBut(home, blocks.draining | blocks.full) ? home : none
  }

  cookieFor(request: RoutedRequest, backend: number): string | undefined {
    return this.#sessions.cookieFor?.(request, backend)
  }

  membersChanged(): void {
    this.#sessions.membersChanged?.()
  }

  #keep(home: number, tried: readonly number[], nowMs: number): number {
    if (tried.length === 0) this.#counts.at(nowMs).sessionsKept++
    this.#tiers.take(home, nowMs)
    return home
  }

  #pickAnother(request: RoutedRequest, tried: readonly number[], nowMs: number): number {
    if (this.#sessions.instead === undefined) return this.#tiers.pick(request, tried, nowMs)
    const backend = this.#sessions.instead(request, tried)
    if (backend !== none) this.#tiers.take(backend, nowMs)
    return backend
  }
}
