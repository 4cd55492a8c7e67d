import { type SessionEnd, sessionEnds } from './sessions.js'

/** What a request goes out with: its client's session, or nothing where it is to log in. */
export interface CarriedSession<Token> {
  readonly token: Token | undefined
  /** Whether its client had a session once, and has none now. */
  readonly again: boolean
}

/** What an answer said of a session. `gained` comes with `new`. */
export interface SessionAnswer<Token> {
  readonly said: 'new' | 'kept' | 'lost' | 'failed'
  readonly gained?: { readonly token: Token; readonly untilMs: number }
}

/**
 * What every client of a trial holds in its hand: the client's half of the session protocol, in both worlds. A client without a
 * session logs in with its next request. In an open loop its requests can overlap: each carries what the client held when it was
 * sent, so several may log in at once, and the session that comes last stays; an answer that a session is lost takes away that very
 * session only, never one that came meanwhile.
 */
export class ClientSessions<Token> {
  readonly #held = new Map<number, { readonly token: Token; readonly untilMs: number }>()
  readonly #hadOne = new Set<number>()

  /** What a request carries that is sent now. */
  carry(client: number, nowMs: number): CarriedSession<Token> {
    const held = this.#held.get(client)
    if (held !== undefined && nowMs < held.untilMs) return { token: held.token, again: false }
    this.#held.delete(client)
    return { token: undefined, again: this.#hadOne.has(client) }
  }

  /** An answer is there. Returns what became of the request. */
  answered(client: number, { token, again }: CarriedSession<Token>, answer: SessionAnswer<Token>): SessionEnd {
    if (answer.said === 'kept') return sessionEnds.kept
    // Whether its session is known is not known: it keeps what it holds.
    if (answer.said === 'failed') return sessionEnds.failed
    if (answer.said === 'lost') return this.#drop(client, token)
    if (answer.gained !== undefined) {
      this.#held.set(client, answer.gained)
      this.#hadOne.add(client)
    }
    return again ? sessionEnds.again : sessionEnds.new
  }

  #drop(client: number, token: Token | undefined): SessionEnd {
    if (token === undefined || this.#held.get(client)?.token !== token) return sessionEnds.stale
    this.#held.delete(client)
    return sessionEnds.lost
  }
}
