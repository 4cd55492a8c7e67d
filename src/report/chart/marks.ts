/** How one curve is told from the others, with and without colour. */
export interface Glyph {
  readonly mark: string
  /** ANSI SGR colour. */
  readonly color: number
}

const marks: readonly Glyph[] = [
  { mark: 'o', color: 31 },
  { mark: 'x', color: 32 },
  { mark: '+', color: 36 },
  { mark: '#', color: 35 },
  { mark: '@', color: 33 },
  { mark: '%', color: 34 },
  { mark: '&', color: 91 },
  { mark: '$', color: 94 },
]

/** The mark of curve k, from 0: letters and signs that any font and any pipe can show; the ninth is as the first. */
export function markOf(k: number): Glyph {
  return marks[k % marks.length]!
}

/** A text in the colour of a mark, where there is colour. */
export function inColorOf({ color }: Glyph, colored: boolean): (text: string) => string {
  return text => (colored ? `\u001b[${color}m${text}\u001b[39m` : text)
}
