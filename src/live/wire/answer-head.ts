import type { Framing } from './body-reader.js'
import { Fields } from './fields.js'
import type { HeadText } from './head-text.js'
import { digitsIn, endOfLine, octets } from './octets.js'
import { Refusal } from './refusal.js'
import type { RequestHead } from './request-head.js'

/** An answer's head, understood and found unambiguous. */
export interface AnswerHead {
  readonly status: number
  /** "200 OK", as written. */
  readonly statusText: string
  readonly framing: Framing
  /** Bytes of the body where `framing` is `length`, else 0. */
  readonly contentLength: number
  /** Whether the connection may carry another request after this answer. */
  readonly keepAlive: boolean
  readonly fields: Fields
}

/** What the meaning of an answer depends on. */
export type AskedFor = Pick<RequestHead, 'method' | 'upgrade'>

/**
 * Understands the head of an answer to `request`; `end` is just after its blank line.
 * @throws Refusal: the answer cannot be trusted
 */
export function parseAnswerHead(head: HeadText, end: number, request: AskedFor): AnswerHead {
  const http10 = !head.text.startsWith('HTTP/1.1 ')
  if (http10 && !head.text.startsWith('HTTP/1.0 ')) throw new Refusal(502, 'no HTTP/1.x status line')
  const statusAt = head.start + versionLength
  const lineEnd = endOfLine(head.bytes, statusAt)
  const status = statusOf(head.bytes, statusAt, lineEnd)
  const fields = new Fields(head, lineEnd + 2, end - 2, 'answer')
  if (http10 && fields.chunked) throw new Refusal(502, 'Transfer-Encoding in HTTP/1.0')
  if (status === 101 && request.upgrade === '') throw new Refusal(502, '101 that nobody asked for')
  const framing = framingOf(status, fields, request)
  return {
    status,
    statusText: head.slice(statusAt, lineEnd),
    framing,
    contentLength: framing === 'length' ? fields.contentLength : 0,
    keepAlive: framing !== 'until-close' && !fields.close && (!http10 || fields.keepAlive),
    fields,
  }
}

const versionLength = 'HTTP/1.1 '.length

function statusOf(bytes: Uint8Array, at: number, lineEnd: number): number {
  const status = digitsIn(bytes, at, Math.min(lineEnd, at + 3))
  // Some servers write no reason and no blank before it; that is harmless.
  const separated = lineEnd === at + 3 || bytes[at + 3] === octets.space
  if (!(status >= 100 && separated)) throw new Refusal(502, 'a bad status line')
  return status
}

/** RFC 9112 6.3, in its order. */
function framingOf(status: number, fields: Fields, request: AskedFor): Framing {
  if (status === 101) return 'until-close'
  if (request.method === 'HEAD' || status < 200 || status === 204 || status === 304) return 'none'
  if (fields.chunked) return 'chunked'
  if (fields.contentLength < 0) return 'until-close'
  return fields.contentLength > 0 ? 'length' : 'none'
}
