import type { ContentSink } from './chunked-scanner.js'
import { ChunkedScanner } from './chunked-scanner.js'

/** How the end of a body is known. */
export type Framing = 'none' | 'length' | 'chunked' | 'until-close'

/** Finds the end of one body in a byte stream. */
export class BodyReader {
  /** True once the body is complete; never by itself where the framing is `until-close`. */
  done = true
  #framing: Framing = 'none'
  #remaining = 0
  #scanner: ChunkedScanner | undefined

  begin(framing: Framing, contentLength: number): void {
    this.#framing = framing
    this.#remaining = contentLength
    this.#scanner = framing === 'chunked' ? new ChunkedScanner() : undefined
    this.done = framing === 'none'
  }

  /**
   * Looks at bytes [from, to) of `chunk`.
   * @returns the offset just after the bytes that belong to the body
   * @throws Refusal on broken chunked coding
   */
  take(chunk: Buffer, from: number, to: number, sink?: ContentSink): number {
    if (this.#framing === 'chunked') {
      const end = this.#scanner!.take(chunk, from, to, sink)
      this.done = this.#scanner!.done
      return end
    }
    const end = this.#framing === 'length' ? Math.min(to, from + this.#remaining) : this.#framing === 'none' ? from : to
    this.#remaining -= end - from
    if (this.#framing === 'length') this.done = this.#remaining === 0
    if (sink && end > from) sink(chunk, from, end)
    return end
  }
}
