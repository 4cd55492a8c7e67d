import { limits } from './limits.js'
import { refuseStrays } from './octets.js'
import { Refusal } from './refusal.js'

const blankLine = '\r\n\r\n'

/**
 * Collects a head that may arrive split at any byte. The common case, a whole head in one chunk, costs one conversion to
 * a latin1 string (a byte is a character) and one search.
 */
export class HeadBuffer {
  /** What arrived, latin1. With a complete head it may go on with the beginning of the body. */
  text = ''
  /** Length of the complete head with its blank line; 0 until there is one. */
  end = 0

  /**
   * Takes bytes [from, to) of `chunk`.
   * @returns the offset in `chunk` just after the head, or -1 where more bytes are needed
   * @throws Refusal where the head can no longer become a good one
   */
  add(chunk: Buffer, from: number, to: number): number {
    const before = this.text.length
    const piece = chunk.toString('latin1', from, Math.min(to, from + limits.headBytes - before))
    this.text = before === 0 ? piece : this.text + piece
    const blankAt = this.text.indexOf(blankLine, Math.max(0, before - 3))
    if (blankAt < 0) {
      this.#refuseHopeless(before)
      return -1
    }
    this.end = blankAt + blankLine.length
    return from + this.end - before
  }

  clear(): void {
    this.text = ''
    this.end = 0
  }

  #refuseHopeless(before: number): void {
    // From one character back: a CR that ended the last piece has its LF, or not, in this one.
    refuseStrays(this.text, Math.max(0, before - 1))
    if (this.text.length >= limits.headBytes)
      throw new Refusal(431, `the head is longer than ${limits.headBytes} bytes`)
  }
}
