import { headers } from '../protocol.js'
import type { HeadText } from './head-text.js'
import { limits } from './limits.js'
import {
  digitsIn,
  endOfLine,
  octets,
  skipBlanks,
  skipBlanksBack,
  skipToken,
  spelling,
  spells,
  trimBlanks,
} from './octets.js'
import { Refusal } from './refusal.js'

/** Which message the fields belong to: some names mean something in one of them only. */
export type Side = 'request' | 'answer'

/**
 * The header fields of one head, scanned once: what framing and routing need, and the lines that may travel on. Gone from
 * `kept` are the hop-by-hop fields (RFC 9110 7.6.1), Transfer-Encoding (each hop frames anew), a request's
 * X-Forwarded-For (the proxy appends to it) and an answer's count of tries (the proxy has its own).
 */
export class Fields {
  /** Lines that travel on, "name: value\r\n" each, as they were written. */
  kept = ''
  /** -1 where there is none. */
  contentLength = -1
  chunked = false
  /** Options of Connection. */
  close = false
  keepAlive = false
  connectionUpgrade = false
  /** Value of Upgrade, or ''. */
  upgrade = ''
  host: string | undefined
  /** All X-Forwarded-For values of a request, joined with ", "; or ''. */
  forwardedFor = ''
  expectsContinue = false
  readonly #side: Side
  /** Names that Connection declares hop-by-hop, lower case. */
  readonly #named: string[] = []
  readonly #text: string
  readonly #from: number
  readonly #to: number
  #lines: string | undefined
  #lowerLines = ''

  /**
   * Scans the lines of `head` in [from, to), each ending in CR LF.
   * @throws Refusal
   */
  constructor(head: HeadText, from: number, to: number, side: Side) {
    this.#side = side
    this.#text = head.text
    this.#from = from - head.start
    this.#to = to - head.start
    const keptFrom = this.#scan(head, from, to)
    const rest = head.slice(keptFrom, to)
    this.kept = this.kept === '' ? rest : this.kept + rest
    if (this.chunked && this.contentLength >= 0) throw new Refusal(400, 'both Transfer-Encoding and Content-Length')
    if (this.#named.length > 0) this.kept = withoutNamed(this.kept, this.#named)
  }

  /** Value of the first field of that name, hop-by-hop or not. `name` is lower case. */
  value(name: string): string | undefined {
    if (this.#lines === undefined) {
      this.#lines = this.#text.slice(this.#from, this.#to)
      this.#lowerLines = `\r\n${this.#lines.toLowerCase()}`
    }
    const before = this.#lowerLines.indexOf(`\r\n${name}:`)
    if (before < 0) return undefined
    const from = before + name.length + 1
    return trimBlanks(this.#lines, from, this.#lines.indexOf('\r\n', from))
  }

  /** Fills `kept` but for the lines after the last that does not travel on. Returns where those begin. */
  #scan(head: HeadText, from: number, to: number): number {
    let keptFrom = from
    let count = 0
    for (let at = from; at < to; ) {
      if (++count > limits.fields) throw new Refusal(431, `the head has more than ${limits.fields} fields`)
      const colon = endOfName(head.bytes, at)
      const lineEnd = endOfLine(head.bytes, colon + 1)
      if (this.#consumes(head, at, colon, lineEnd)) {
        this.kept += head.slice(keptFrom, at)
        keptFrom = lineEnd + 2
      }
      at = lineEnd + 2
    }
    return keptFrom
  }

  /** Notes a field that matters here; true where its line does not travel on. Length first: most names stop there. */
  #consumes(head: HeadText, at: number, colon: number, lineEnd: number): boolean {
    const { bytes } = head
    switch (colon - at) {
      case 2:
        return spells(bytes, at, names.te)
      case 15:
        if (this.#side === 'answer') return spells(bytes, at, names.tries)
        return this.#notesOfRequest(head, at, colon, lineEnd)
      case 4:
      case 6:
        return this.#side === 'request' && this.#notesOfRequest(head, at, colon, lineEnd)
      case 7:
        if (!spells(bytes, at, names.upgrade)) return false
        this.upgrade = head.trimmed(colon + 1, lineEnd)
        return true
      case 10:
        if (!spells(bytes, at, names.connection)) return spells(bytes, at, names.keepAlive)
        this.#noteConnection(head.trimmed(colon + 1, lineEnd))
        return true
      case 14:
        if (spells(bytes, at, names.contentLength)) this.#noteContentLength(head, colon + 1, lineEnd)
        return false
      case 16:
        return spells(bytes, at, names.proxyConnection)
      case 17:
        if (!spells(bytes, at, names.transferEncoding)) return false
        this.#noteTransferEncoding(head.trimmed(colon + 1, lineEnd).toLowerCase())
        return true
      default:
        return false
    }
  }

  #notesOfRequest(head: HeadText, at: number, colon: number, lineEnd: number): boolean {
    switch (colon - at) {
      case 4:
        if (spells(head.bytes, at, names.host)) this.#noteHost(head.trimmed(colon + 1, lineEnd))
        return false
      case 6:
        if (spells(head.bytes, at, names.expect))
          this.expectsContinue = head.trimmed(colon + 1, lineEnd).toLowerCase() === '100-continue'
        return false
      default:
        if (!spells(head.bytes, at, names.forwardedFor)) return false
        this.#noteForwardedFor(head.trimmed(colon + 1, lineEnd))
        return true
    }
  }

  #noteHost(value: string): void {
    if (this.host !== undefined) throw new Refusal(400, 'more than one Host')
    this.host = value
  }

  #noteForwardedFor(value: string): void {
    this.forwardedFor = this.forwardedFor === '' ? value : `${this.forwardedFor}, ${value}`
  }

  /** As most write it first: the loop over options would come to the same. */
  #noteConnection(value: string): void {
    if (value === 'keep-alive') this.keepAlive = true
    else if (value === 'close') this.close = true
    else for (const option of value.toLowerCase().split(',')) this.#noteOption(trimBlanks(option, 0, option.length))
  }

  #noteOption(option: string): void {
    if (option === 'close') this.close = true
    else if (option === 'keep-alive') this.keepAlive = true
    else if (option === 'upgrade') this.connectionUpgrade = true
    else if (option !== '' && !endToEnd.has(option)) this.#named.push(option)
  }

  #noteTransferEncoding(value: string): void {
    if (this.chunked) throw new Refusal(400, 'more than one Transfer-Encoding')
    if (value === '') throw new Refusal(400, 'an empty Transfer-Encoding')
    if (value !== 'chunked') throw new Refusal(501, 'a Transfer-Encoding other than "chunked"')
    this.chunked = true
  }

  #noteContentLength({ bytes }: HeadText, colonEnd: number, lineEnd: number): void {
    if (this.contentLength >= 0) throw new Refusal(400, 'more than one Content-Length')
    const from = skipBlanks(bytes, colonEnd, lineEnd)
    const to = skipBlanksBack(bytes, from, lineEnd)
    const length = digitsIn(bytes, from, to)
    if (length < 0) throw new Refusal(400, 'a Content-Length that is not a number')
    if (to - from > limits.lengthDigits) throw new Refusal(400, 'a Content-Length that is too large')
    this.contentLength = length
  }
}

const names = {
  te: spelling('te'),
  host: spelling('host'),
  expect: spelling('expect'),
  upgrade: spelling('upgrade'),
  connection: spelling('connection'),
  tries: spelling(headers.tries),
  keepAlive: spelling('keep-alive'),
  contentLength: spelling('content-length'),
  forwardedFor: spelling('x-forwarded-for'),
  proxyConnection: spelling('proxy-connection'),
  transferEncoding: spelling('transfer-encoding'),
} as const

/**
 * Names that Connection must not remove, whatever it says: without them the next hop would frame or route the message
 * differently from us, which is how requests are smuggled.
 */
const endToEnd = new Set(['host', 'content-length', 'transfer-encoding', 'x-forwarded-for', 'expect'])

function endOfName(bytes: Uint8Array, at: number): number {
  const colon = skipToken(bytes, at)
  const code = bytes[colon]
  if (code === octets.colon && colon > at) return colon
  if (colon > at) throw new Refusal(400, 'a field name is not followed by a colon at once')
  const folded = code === octets.space || code === octets.tab
  throw new Refusal(400, folded ? 'a field line begins with a blank (obsolete folding)' : 'a field without a name')
}

/** Field lines without those of the given names, which are lower case. */
export function withoutNamed(lines: string, names: readonly string[]): string {
  const stays = (line: string): boolean => !names.includes(line.slice(0, line.indexOf(':')).toLowerCase())
  return lines
    .split(/(?<=\r\n)/)
    .filter(stays)
    .join('')
}
