import { Fields } from './fields.js'
import { headOf } from './head-text.js'
import { limits } from './limits.js'
import { octets } from './octets.js'
import { Refusal } from './refusal.js'

/** What the next byte must be. */
const expects = { size: 0, extension: 1, sizeLf: 2, data: 3, dataCr: 4, dataLf: 5, trailer: 6, end: 7 } as const
type Expects = (typeof expects)[keyof typeof expects]

/**
 * Walks over chunked coding (RFC 9112 7.1), strictly: sizes are bare hex digits, lines end in CR LF, data is followed by
 * CR LF, extensions hold no control characters. What it lets pass can be forwarded byte by byte.
 */
export class ChunkedScanner {
  #expects: Expects = expects.size
  #size = 0
  #digits = 0
  #overheadBytes = 0
  #trailer = ''

  get done(): boolean {
    return this.#expects === expects.end
  }

  /**
   * Looks at bytes [from, to) of `chunk`.
   * @returns the offset just after the bytes that belong to the body
   * @throws Refusal
   */
  take(chunk: Buffer, from: number, to: number, sink?: ContentSink): number {
    let at = from
    while (at < to && this.#expects !== expects.end) {
      if (this.#expects === expects.data) at = this.#takeData(chunk, at, to, sink)
      else this.#step(chunk[at++]!)
    }
    return at
  }

  #takeData(chunk: Buffer, from: number, to: number, sink: ContentSink | undefined): number {
    const end = Math.min(to, from + this.#size)
    this.#size -= end - from
    if (this.#size === 0) this.#expects = expects.dataCr
    sink?.(chunk, from, end)
    return end
  }

  #step(byte: number): void {
    switch (this.#expects) {
      case expects.size:
        this.#stepSize(byte)
        return
      case expects.extension:
        this.#stepExtension(byte)
        return
      case expects.sizeLf:
        this.#must(byte === octets.lf, 'a chunk size line that does not end in CR LF')
        this.#expects = this.#size > 0 ? expects.data : expects.trailer
        return
      case expects.dataCr:
        this.#must(byte === octets.cr, 'a chunk whose data is not followed by CR LF')
        this.#expects = expects.dataLf
        return
      case expects.dataLf:
        this.#must(byte === octets.lf, 'a chunk whose data is not followed by CR LF')
        this.#digits = 0
        this.#expects = expects.size
        return
      case expects.trailer:
        this.#stepTrailer(byte)
        return
    }
  }

  #stepSize(byte: number): void {
    const digit = hexDigit(byte)
    if (digit >= 0) {
      this.#must(++this.#digits <= limits.chunkSizeDigits, 'a chunk size that is too long')
      this.#size = this.#size * 16 + digit
      return
    }
    this.#must(this.#digits > 0 && (byte === octets.cr || byte === octets.semicolon), 'a bad chunk size')
    this.#expects = byte === octets.cr ? expects.sizeLf : expects.extension
  }

  #stepExtension(byte: number): void {
    if (byte === octets.cr) {
      this.#expects = expects.sizeLf
      return
    }
    this.#must(
      byte === octets.tab || (byte >= octets.space && byte !== 127),
      'a control character in a chunk extension',
    )
    this.#countOverhead()
  }

  /** Collects up to the blank line, then judges the lines as those of a head. */
  #stepTrailer(byte: number): void {
    this.#countOverhead()
    this.#trailer += String.fromCharCode(byte)
    if (byte !== octets.lf) return
    this.#must(this.#trailer.endsWith('\r\n'), 'a trailer line that does not end in CR LF')
    if (this.#trailer !== '\r\n' && !this.#trailer.endsWith('\r\n\r\n')) return
    const trailers = new Fields(headOf(this.#trailer), 0, this.#trailer.length - 2, 'request')
    const reframes = trailers.chunked || trailers.contentLength >= 0
    const reroutes = trailers.host !== undefined || trailers.value('x-forwarded-for') !== undefined
    this.#must(!reframes && !reroutes, 'a trailer that would change framing or routing')
    this.#expects = expects.end
  }

  #countOverhead(): void {
    this.#must(++this.#overheadBytes <= limits.chunkOverheadBytes, 'chunk extensions and trailers that are too long')
  }

  #must(holds: boolean, otherwise: string): void {
    if (!holds) throw new Refusal(400, otherwise)
  }
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48
  const lower = byte | 32
  return lower >= 97 && lower <= 102 ? lower - 87 : -1
}

/** Told where the content lies, without the chunked coding around it. */
export type ContentSink = (chunk: Buffer, from: number, to: number) => void
