import type { Framing } from './body-reader.js'
import { Fields } from './fields.js'
import type { HeadText } from './head-text.js'
import { isHostAndPort, octets, skipTarget, skipToken } from './octets.js'
import { Refusal } from './refusal.js'

/** A request's head, understood and found unambiguous. */
export interface RequestHead {
  readonly method: string
  /** In origin form, or "*": what the Flight sees and what goes on the next request line. */
  readonly target: string
  readonly http10: boolean
  readonly framing: Framing
  /** Bytes of the body where `framing` is `length`, else 0. */
  readonly contentLength: number
  /** Whether the client will send further requests on this connection. */
  readonly keepAlive: boolean
  /** Protocols of an Upgrade that may be passed on, or ''. */
  readonly upgrade: string
  readonly fields: Fields
}

/**
 * Understands a request's head; `end` is just after its blank line. One empty line before it is ignored (RFC 9112 2.2).
 * @throws Refusal with the status to answer
 */
export function parseRequestHead(head: HeadText, end: number): RequestHead {
  const { bytes } = head
  const start = head.text.startsWith('\r\n') ? head.start + 2 : head.start
  const methodEnd = skipToken(bytes, start)
  if (methodEnd === start || bytes[methodEnd] !== octets.space) throw new Refusal(400, 'a bad method')
  const targetEnd = skipTarget(bytes, methodEnd + 1)
  if (targetEnd === methodEnd + 1 || bytes[targetEnd] !== octets.space) throw new Refusal(400, 'a bad request target')
  const http10 = isHttp10(head.text, targetEnd + 1 - head.start)
  const fields = new Fields(head, targetEnd + versionLength, end - 2, 'request')
  const method = head.slice(start, methodEnd)
  const target = originForm(method, head.slice(methodEnd + 1, targetEnd), fields)
  refuseAmbiguous(http10, fields)
  return {
    method,
    target,
    http10,
    framing: fields.chunked ? 'chunked' : fields.contentLength > 0 ? 'length' : 'none',
    contentLength: Math.max(0, fields.contentLength),
    keepAlive: !fields.close && (!http10 || fields.keepAlive),
    upgrade: passableUpgrade(http10, fields),
    fields,
  }
}

/** " HTTP/1.1\r\n" without its first blank, and that blank. */
const versionLength = ' HTTP/1.1\r\n'.length

function isHttp10(text: string, at: number): boolean {
  if (text.startsWith('HTTP/1.1\r\n', at)) return false
  if (text.startsWith('HTTP/1.0\r\n', at)) return true
  if (/^HTTP\/[0-9]\.[0-9]\r\n/.test(text.slice(at, at + 10)))
    throw new Refusal(505, 'a version other than HTTP/1.0 and HTTP/1.1')
  throw new Refusal(400, 'a bad version')
}

function originForm(method: string, target: string, fields: Fields): string {
  if (target.startsWith('/')) return target
  if (target === '*' && method === 'OPTIONS') return target
  if (method === 'CONNECT') throw new Refusal(405, 'CONNECT: this is a reverse proxy, it opens no tunnels')
  const absolute = /^http:\/\/([^/?#]+)(.*)$/i.exec(target)
  if (!absolute) throw new Refusal(400, 'a bad request target')
  const [, authority = '', path = ''] = absolute
  if (fields.host === undefined || fields.host.toLowerCase() === authority.toLowerCase())
    return path.startsWith('/') ? path : `/${path}`
  // RFC 9112 3.2.2 lets the authority win; two names for one request are refused here like everything ambiguous.
  throw new Refusal(400, 'a request target and a Host that disagree')
}

function refuseAmbiguous(http10: boolean, fields: Fields): void {
  if (http10 && fields.chunked) throw new Refusal(400, 'Transfer-Encoding in HTTP/1.0')
  if (fields.host === undefined && !http10) throw new Refusal(400, 'no Host')
  if (fields.host !== undefined && !isHostAndPort(fields.host)) throw new Refusal(400, 'a bad Host')
}

/** h2c is not passed on: it would turn the connection into one whose requests this proxy cannot see. */
function passableUpgrade(http10: boolean, fields: Fields): string {
  const asked = fields.connectionUpgrade && fields.upgrade !== '' && !http10
  const bodiless = !fields.chunked && fields.contentLength <= 0
  return asked && bodiless && !/\bh2c\b/i.test(fields.upgrade) ? fields.upgrade : ''
}
