import { skipBlanks, skipBlanksBack } from './octets.js'

/**
 * The text of one head, twice: as octets to look at, since an octet is read three times as fast as a character of a
 * string, and as latin1 to cut from, since a slice of a string costs no copy. Positions are those of `bytes`.
 */
export class HeadText {
  /** Perhaps a buffer that the next read overwrites: look at it while parsing and not later. */
  readonly bytes: Uint8Array
  /** The same octets from `start` on, a character each. */
  readonly text: string
  /** Where the head begins in `bytes`. */
  readonly start: number

  constructor(text: string, bytes: Uint8Array, start: number) {
    this.bytes = bytes
    this.text = text
    this.start = start
  }

  slice(from: number, to: number): string {
    return this.text.slice(from - this.start, to - this.start)
  }

  /** Without the spaces and tabs around it. */
  trimmed(from: number, to: number): string {
    const first = skipBlanks(this.bytes, from, to)
    return this.slice(first, skipBlanksBack(this.bytes, first, to))
  }
}

/** A head that is there as text only: one that came in pieces, or trailers. */
export function headOf(text: string): HeadText {
  return new HeadText(text, Buffer.from(text, 'latin1'), 0)
}
