/** A control sequence (ECMA-48), or a character. */
const pieces = new RegExp(`${String.fromCharCode(27)}(\\[[?\\d;]*[A-Za-z])|([\\s\\S])`, 'gu')

/** What a terminal of so many columns and rows shows of what is written to it: as much of one as the live view needs. */
export class Terminal {
  readonly isTTY = true
  columns: number
  rows: number
  cursorShown = true
  /** Everything that was written. */
  written = ''
  /** Lines that have left the screen at the top. */
  readonly scrolledOff: string[] = []
  #lines: string[][] = [[]]
  #row = 0
  #column = 0

  constructor(columns = 80, rows = 24) {
    this.columns = columns
    this.rows = rows
  }

  readonly write = (text: string): boolean => {
    this.written += text
    // A terminal in its usual mode makes "\r\n" of "\n".
    for (const [, sequence, char] of text.matchAll(pieces)) {
      if (sequence !== undefined) this.#control(sequence)
      else this.#put(char!)
    }
    return true
  }

  /** Without blanks at the ends of lines, and blank lines at the end. */
  get screen(): string {
    return this.#lines
      .map(line => line.join('').trimEnd())
      .join('\n')
      .trimEnd()
  }

  #put(char: string): void {
    if (char === '\r') this.#column = 0
    else if (char === '\n') this.#feed()
    else {
      if (this.#column === this.columns) this.#feed()
      const line = this.#lines[this.#row]!
      while (line.length < this.#column) line.push(' ')
      line[this.#column++] = char
    }
  }

  #feed(): void {
    this.#column = 0
    this.#row++
    if (this.#lines[this.#row] === undefined) this.#lines.push([])
    if (this.#lines.length <= this.rows) return
    this.scrolledOff.push(this.#lines.shift()!.join('').trimEnd())
    this.#row--
  }

  /** @param sequence what stands between the escape and the end of it, e.g. "[2A" */
  #control(sequence: string): void {
    const line = this.#lines[this.#row]!
    const [, number, letter] = /^\[\??(\d*)[\d;]*(.)$/.exec(sequence)!
    if (letter === 'K') line.length = Math.min(line.length, this.#column)
    else if (letter === 'J') {
      line.length = Math.min(line.length, this.#column)
      this.#lines.length = this.#row + 1
    } else if (letter === 'A') this.#row = Math.max(0, this.#row - Number(number || 1))
    else if (letter === 'h' || letter === 'l') this.cursorShown = letter === 'h'
    else if (letter !== 'm') throw new Error(`a terminal of tests knows no ${JSON.stringify(sequence)}`)
  }
}
