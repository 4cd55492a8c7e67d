import { sessionAsks, sessionEnds } from '../../model/sessions.js'
import { headers, sessionCookie } from '../protocol.js'
import type { WireRequest } from '../wire/handler.js'

/** What a request has to do with sessions, as it came and as it leaves. */
export interface SessionVisit {
  /** A `sessionAsks` value. */
  readonly ask: number
  /** '' where it came without a session. */
  readonly token: string
  /** A `sessionEnds` value, once it is known. */
  end: number
  /** Of a login. */
  gained: string
  /** Time at the store, ms; NaN where none was asked. */
  storeMs: number
}

/** Undefined where the request is about no session. */
export function visitOf(request: WireRequest): SessionVisit | undefined {
  const said = request.header(headers.session)
  if (said !== 'login' && said !== 'need') return undefined
  const ask = said === 'login' ? sessionAsks.login : sessionAsks.need
  const token = said === 'login' ? '' : cookieOf(request.header('cookie') ?? '')
  return { ask, token, end: sessionEnds.none, gained: '', storeMs: Number.NaN }
}

/** Lines of an answer's head. */
export function sessionFields({ end, gained }: SessionVisit, lifeSeconds: number | undefined): string {
  const said = saidOf[end]
  if (said === undefined) return ''
  if (said !== 'new') return `${headers.session}: ${said}\r\n`
  const life = lifeSeconds === undefined ? '' : `; Max-Age=${lifeSeconds}`
  return `${headers.session}: new\r\nset-cookie: ${sessionCookie}=${gained}; Path=/; HttpOnly${life}\r\n`
}

/** What an answer's Server-Timing says of the store, '' where none was asked. */
export function storeTiming({ storeMs }: SessionVisit): string {
  return Number.isNaN(storeMs) ? '' : `, store;dur=${storeMs.toFixed(4)}`
}

const saidOf: Readonly<Record<number, string>> = {
  [sessionEnds.new]: 'new',
  [sessionEnds.kept]: 'kept',
  [sessionEnds.lost]: 'lost',
  [sessionEnds.failed]: 'failed',
}

function cookieOf(header: string): string {
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=')
    if (equals >= 0 && pair.slice(0, equals).trim() === sessionCookie) return pair.slice(equals + 1).trim()
  }
  return ''
}
