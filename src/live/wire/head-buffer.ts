import { HeadText, headOf } from './head-text.js'
import { limits } from './limits.js'
import { refuseStrays } from './octets.js'
import { Refusal } from './refusal.js'

const blankLine = '\r\n\r\n'

/**
 * Collects a head that may arrive split at any byte. The common case, a whole head in one chunk, costs one conversion to
 * a latin1 string (a byte is a character) and one search.
 */
export class HeadBuffer {
  /** Where the head ends, in its own positions: just after its blank line. */
  end = 0
  #head: HeadText | undefined
  /** What arrived of a head that is not complete, latin1. */
  #text = ''

  /** Nothing of a head is here, or all of it. */
  get empty(): boolean {
    return this.#text === ''
  }

  /**
   * Takes bytes [from, to) of `chunk`. With the end of a head it forgets what it collected: the next head may follow.
   * @returns the offset in `chunk` just after the head, or -1 where more bytes are needed
   * @throws Refusal where the head can no longer become a good one
   */
  add(chunk: Buffer, from: number, to: number): number {
    const before = this.#text.length
    const piece = chunk.toString('latin1', from, Math.min(to, from + limits.headBytes - before))
    const text = before === 0 ? piece : this.#text + piece
    const blankAt = text.indexOf(blankLine, Math.max(0, before - 3))
    if (blankAt < 0) {
      this.#text = text
      refuseHopeless(text, before)
      return -1
    }
    this.#text = ''
    const length = blankAt + blankLine.length
    this.#head = before === 0 ? new HeadText(text, chunk, from) : headOf(text)
    this.end = this.#head.start + length
    return from + length - before
  }

  /** The head whose end `add` just found, once; its text may go on with the beginning of the body. */
  take(): HeadText {
    const head = this.#head!
    // It holds on to the chunk it came in.
    this.#head = undefined
    return head
  }
}

function refuseHopeless(text: string, before: number): void {
  // From one character back: a CR that ended the last piece has its LF, or not, in this one.
  refuseStrays(text, Math.max(0, before - 1))
  if (text.length >= limits.headBytes) throw new Refusal(431, `the head is longer than ${limits.headBytes} bytes`)
}
