import type { Io, Stream } from '../io.js'

const hideCursor = '\u001b[?25l'
const showCursor = '\u001b[?25h'
/** From the cursor to the end of the screen. */
const eraseBelow = '\r\u001b[J'
/** From the cursor to the end of the line. */
const eraseRest = '\u001b[K'

/**
 * A block of lines at the end of a terminal, drawn over and over in place. Between two draws the cursor, hidden, rests where the
 * block begins: whatever a terminal makes of the lines when it is resized is below it, and erased with the block. What others
 * write meanwhile stays above the next draw.
 */
export class Screen {
  readonly #stream: Stream
  readonly #forget: readonly (() => unknown)[]
  readonly #mayDraw: () => boolean
  #redraw = (): void => undefined
  #open = true
  #drawn = false

  constructor({ stderr, atExit, atPause, inForeground }: Pick<Io, 'stderr' | 'atExit' | 'atPause' | 'inForeground'>) {
    const redraw = (): void => this.#redraw()
    this.#stream = stderr
    this.#mayDraw = inForeground ?? (() => true)
    stderr.on?.('resize', redraw)
    this.#forget = [
      atExit?.(() => this.close()),
      atPause?.({ before: () => this.#leave(), after: redraw }),
      () => stderr.off?.('resize', redraw),
    ].filter(forget => forget !== undefined)
  }

  /** By whom it is drawn where what was drawn is gone, or does not fit any more: after Ctrl-Z, in a window of another size. */
  redrawnBy(redraw: () => void): void {
    this.#redraw = redraw
  }

  /** @param lines none wider than the terminal, fewer than it has */
  draw(lines: readonly string[]): void {
    if (!this.#open || !this.#mayDraw()) return
    const up = lines.length > 1 ? `\u001b[${lines.length - 1}A` : ''
    const hide = this.#drawn ? '' : hideCursor
    this.#drawn = true
    this.#stream.write(`${hide}\r${lines.map(line => line + eraseRest).join('\r\n')}\u001b[J${up}\r`)
  }

  /** A line of its own, above the block, which is gone until it is drawn again. */
  say(line: string): void {
    this.#stream.write(`${this.#drawn ? eraseBelow : ''}${line}\n`)
  }

  /** The block is gone and the cursor is back; nothing is drawn any more. */
  close(): void {
    if (!this.#open) return
    this.#open = false
    for (const forget of this.#forget) forget()
    this.#leave()
  }

  /** As if nothing had ever been drawn. */
  #leave(): void {
    if (this.#drawn) this.#stream.write(eraseBelow + showCursor)
    this.#drawn = false
  }
}
