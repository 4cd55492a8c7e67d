import { limits } from './limits.js'
import { endOfLine, octets, skipToken, trimBlanks } from './octets.js'
import { Refusal } from './refusal.js'

/** Which message the fields belong to: some names mean something in one of them only. */
export type Side = 'request' | 'answer'

/**
 * The header fields of one head, scanned once: what framing and routing need, and the lines that may travel on. Gone from
 * `kept` are the hop-by-hop fields (RFC 9110 7.6.1), Transfer-Encoding (each hop frames anew) and a request's
 * X-Forwarded-For (the proxy appends to it).
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
  readonly #lines: string
  #lowerLines: string | undefined

  /**
   * Scans the lines of `text` in [from, to), each ending in CR LF.
   * @throws Refusal
   */
  constructor(text: string, from: number, to: number, side: Side) {
    this.#side = side
    this.#lines = text.slice(from, to)
    let keptFrom = from
    let count = 0
    for (let at = from; at < to; ) {
      if (++count > limits.fields) throw new Refusal(431, `the head has more than ${limits.fields} fields`)
      const colon = endOfName(text, at)
      const lineEnd = endOfLine(text, colon + 1)
      if (this.#consumes(text, at, colon, lineEnd)) {
        this.kept += text.slice(keptFrom, at)
        keptFrom = lineEnd + 2
      }
      at = lineEnd + 2
    }
    this.kept += text.slice(keptFrom, to)
    if (this.chunked && this.contentLength >= 0) throw new Refusal(400, 'both Transfer-Encoding and Content-Length')
    if (this.#named.length > 0) this.kept = withoutNamed(this.kept, this.#named)
  }

  /** Value of the first field of that name, hop-by-hop or not. `name` is lower case. */
  value(name: string): string | undefined {
    this.#lowerLines ??= `\r\n${this.#lines.toLowerCase()}`
    const before = this.#lowerLines.indexOf(`\r\n${name}:`)
    if (before < 0) return undefined
    const from = before + name.length + 1
    return trimBlanks(this.#lines, from, this.#lines.indexOf('\r\n', from))
  }

  /** Notes a field that matters here; true where its line does not travel on. Length first: most names stop there. */
  #consumes(text: string, at: number, colon: number, lineEnd: number): boolean {
    switch (colon - at) {
      case 2:
      case 7:
      case 10:
      case 14:
      case 16:
      case 17:
        return this.#note(text.slice(at, colon).toLowerCase(), text, colon + 1, lineEnd)
      case 4:
      case 6:
      case 15:
        return (
          this.#side === 'request' && this.#noteOfRequest(text.slice(at, colon).toLowerCase(), text, colon + 1, lineEnd)
        )
      default:
        return false
    }
  }

  #note(name: string, text: string, from: number, to: number): boolean {
    switch (name) {
      case 'te':
      case 'keep-alive':
      case 'proxy-connection':
        return true
      case 'connection':
        this.#noteConnection(trimBlanks(text, from, to).toLowerCase())
        return true
      case 'upgrade':
        this.upgrade = trimBlanks(text, from, to)
        return true
      case 'transfer-encoding':
        this.#noteTransferEncoding(trimBlanks(text, from, to).toLowerCase())
        return true
      case 'content-length':
        this.#noteContentLength(trimBlanks(text, from, to))
        return false
      default:
        return false
    }
  }

  #noteOfRequest(name: string, text: string, from: number, to: number): boolean {
    if (name === 'host') {
      if (this.host !== undefined) throw new Refusal(400, 'more than one Host')
      this.host = trimBlanks(text, from, to)
    } else if (name === 'expect') {
      this.expectsContinue = trimBlanks(text, from, to).toLowerCase() === '100-continue'
    } else if (name === 'x-forwarded-for') {
      const value = trimBlanks(text, from, to)
      this.forwardedFor = this.forwardedFor === '' ? value : `${this.forwardedFor}, ${value}`
      return true
    }
    return false
  }

  #noteConnection(value: string): void {
    if (value === 'keep-alive') this.keepAlive = true
    else if (value === 'close') this.close = true
    else for (const option of value.split(',')) this.#noteOption(trimBlanks(option, 0, option.length))
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

  #noteContentLength(value: string): void {
    if (this.contentLength >= 0) throw new Refusal(400, 'more than one Content-Length')
    if (!/^[0-9]+$/.test(value)) throw new Refusal(400, 'a Content-Length that is not a number')
    if (value.length > limits.lengthDigits) throw new Refusal(400, 'a Content-Length that is too large')
    this.contentLength = Number(value)
  }
}

/**
 * Names that Connection must not remove, whatever it says: without them the next hop would frame or route the message
 * differently from us, which is how requests are smuggled.
 */
const endToEnd = new Set(['host', 'content-length', 'transfer-encoding', 'x-forwarded-for', 'expect'])

function endOfName(text: string, at: number): number {
  const colon = skipToken(text, at)
  const code = text.charCodeAt(colon)
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
