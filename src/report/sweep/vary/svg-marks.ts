/** Where a text stands, and which end of it. */
interface Spot {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly color?: string
}

/** A text of an SVG picture. */
export function textMark({ x, y, anchor, color = '#333333' }: Spot, words: string): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${color}">${escaped(words)}</text>`
}

/** A straight line of an SVG picture. */
export function lineMark([x1, y1, x2, y2]: readonly [number, number, number, number], color: string): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${color}"/>`
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
