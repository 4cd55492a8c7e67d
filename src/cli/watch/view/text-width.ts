/** SGR, ECMA-48 8.3.117. */
const colour = `${String.fromCharCode(27)}\\[[\\d;]*m`
/** What terminals draw over two cells: East Asian characters and most emoji. */
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60]|\p{Emoji_Presentation}/u
/** Drawn over the character before, or not at all. */
const none = /[\p{M}\p{C}]/u

/** Cells of a terminal that a text takes; colours take none. */
export function textWidth(text: string): number {
  return [...text.replaceAll(new RegExp(colour, 'g'), '')].reduce((sum, char) => sum + cells(char), 0)
}

/** At most so many cells of a text without colours, the end cut off with a mark. What moves the cursor is taken out. */
export function clipped(text: string, width: number, mark: string): string {
  const clean = text.replace(/\p{Cc}/gu, '')
  if (textWidth(clean) <= width) return clean
  let left = width - textWidth(mark)
  let kept = ''
  for (const char of clean) {
    left -= cells(char)
    if (left < 0) break
    kept += char
  }
  return (kept + mark).slice(0, Math.max(0, width))
}

/** Filled up with spaces to so many cells. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)))
}

/** Likewise, to the right. */
export function rightPadded(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - textWidth(text))) + text
}

/** Pieces one after the other, two spaces between them, on as many lines as they need; further ones are indented. */
export function flowed(pieces: readonly string[], width: number, indent: string): string[] {
  const lines: string[] = []
  for (const piece of pieces.filter(text => text !== '')) {
    const last = lines.at(-1)
    if (last !== undefined && textWidth(last) + 2 + textWidth(piece) <= width)
      lines[lines.length - 1] = `${last}  ${piece}`
    else lines.push(last === undefined ? piece : indent + piece)
  }
  return lines
}

function cells(char: string): number {
  if (none.test(char)) return 0
  return wide.test(char) ? 2 : 1
}
