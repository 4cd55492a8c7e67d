import { type CarriedSession, ClientSessions, type SessionAnswer } from '../../model/session-clients.js'
import { type SessionEnd, sessionEnds } from '../../model/sessions.js'
import { headers, sessionCookie } from '../protocol.js'
import type { AnswerHead } from './answer-head.js'
import { parseSetCookie } from './cookie-jar.js'

/** What a request is sent with: header lines, and a pair for its Cookie header, '' for none. */
interface SentSession {
  readonly lines: string
  readonly cookie: string
}

/** The sessions of a trial's clients on the wire: what each request carries, and what became of it. Times are wall-clock, ms. */
export class SessionHands {
  readonly #clients = new ClientSessions<string>()
  /** By row, until it has ended; a request sent again carries the same. */
  readonly #carried = new Map<number, CarriedSession<string>>()
  readonly #answers = new Map<number, SessionAnswer<string>>()

  carry(row: number, client: number, nowMs: number): SentSession {
    const carried = this.#carried.get(row) ?? this.#clients.carry(client, nowMs)
    this.#carried.set(row, carried)
    const { token } = carried
    if (token === undefined) return { lines: `${headers.session}: login\r\n`, cookie: '' }
    return { lines: `${headers.session}: need\r\n`, cookie: `${sessionCookie}=${token}` }
  }

  /** The head of an answer. Returns the cookies that are none of a session's, for the jar. */
  head(row: number, { session, setCookies = [] }: AnswerHead, nowMs: number): readonly string[] {
    if (session === 'kept' || session === 'lost' || session === 'failed') this.#answers.set(row, { said: session })
    if (session !== 'new') return setCookies
    const own = setCookies.find(text => parseSetCookie(text, nowMs)?.name === sessionCookie)
    const cookie = own === undefined ? undefined : parseSetCookie(own, nowMs)
    const gained = cookie && { token: cookie.value, untilMs: cookie.expiresAtMs }
    this.#answers.set(row, { said: 'new', ...(gained && { gained }) })
    return setCookies.filter(text => text !== own)
  }

  /** @param answered whether the answer is whole: half of one tells nothing */
  ended(row: number, client: number, answered: boolean): SessionEnd {
    const carried = this.#carried.get(row)
    const answer = this.#answers.get(row)
    this.#carried.delete(row)
    this.#answers.delete(row)
    if (!answered || carried === undefined || answer === undefined) return sessionEnds.none
    return this.#clients.answered(client, carried, answer)
  }
}
