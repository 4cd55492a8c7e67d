import { headers } from '../protocol.js'
import { eachTiming } from '../server-timing.js'

/** What an answer's head tells a load generator. Times in ms, NaN where not told. */
export interface AnswerHead {
  /** Name of the backend; undefined where not told. */
  backend: string | undefined
  queueMs: number
  appMs: number
  /** With the time for which the balancer held the request: that is its doing, and no overhead of the harness. */
  idealMs: number
  /** 0 where the balancer did not hold the request, or does not tell. */
  waitedMs: number
  /** Backends tried by the balancer, at most 255; 0 where not told. */
  tries: number
  /** Set-Cookie values, in order. */
  setCookies: string[] | undefined
  /** What it says of the request's session; undefined where it says nothing. */
  session: string | undefined
  storeMs: number
}

/**
 * @param raw names and values in turn, as on the wire; names in any case
 * @param backendHeader the one that names the backend, lower case
 */
export function readAnswerHead(raw: readonly string[], backendHeader: string = headers.backend): AnswerHead {
  const head: AnswerHead = {
    backend: undefined,
    queueMs: Number.NaN,
    appMs: Number.NaN,
    idealMs: Number.NaN,
    waitedMs: 0,
    tries: 0,
    setCookies: undefined,
    session: undefined,
    storeMs: Number.NaN,
  }
  for (let i = 0; i + 1 < raw.length; i += 2) {
    // Lengths first: most headers are none of ours, and lower-casing each costs more than all the rest.
    const { length } = raw[i]
    if (!interestingLengths.has(length) && length !== backendHeader.length) continue
    const name = raw[i].toLowerCase()
    if (name === backendHeader) head.backend = raw[i + 1].slice(0, longestName)
    note(head, name, raw[i + 1])
  }
  if (head.waitedMs > 0) head.idealMs += head.waitedMs
  return head
}

/** Names stand in tables. */
const longestName = 64

const setCookie = 'set-cookie'
const interestingLengths = new Set(
  [headers.timing, headers.tries, headers.waited, headers.session, setCookie].map(name => name.length),
)

function note(head: AnswerHead, name: string, value: string): void {
  if (name === headers.timing) eachTiming(value, (metric, ms) => noteTiming(head, metric, ms))
  else if (name === headers.tries) head.tries = smallCount(value)
  else if (name === headers.waited) head.waitedMs = Number.parseFloat(value)
  else if (name === headers.session) head.session = value
  else if (name === setCookie) head.setCookies = [...(head.setCookies ?? []), value]
}

function noteTiming(head: AnswerHead, metric: string, ms: number): void {
  if (metric === 'queue') head.queueMs = ms
  else if (metric === 'app') head.appMs = ms
  else if (metric === 'ideal') head.idealMs = ms
  else if (metric === 'store') head.storeMs = ms
}

function smallCount(value: string): number {
  const count = Number.parseInt(value, 10)
  return count >= 0 ? Math.min(count, 255) : 0
}
