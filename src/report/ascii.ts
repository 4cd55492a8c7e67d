/** With which characters a report is drawn. */
export type Charset = 'unicode' | 'ascii'

/**
 * Each sign of a chart by one that every terminal has, of the same width, so that columns stay where they are; only of `±` two. Bars
 * go from `_` to `#`, more ink for more. What else has no place in ASCII (a name of the user's) becomes `?`.
 */
export function inCharset(text: string, charset: Charset = 'unicode'): string {
  if (charset === 'unicode') return text
  return text.replaceAll(/[^\0-\u007e]/gu, sign => signs.get(sign) ?? '?')
}

const signs: ReadonlyMap<string, string> = new Map([
  ...pairs('▁▂▃▄▅▆▇█', '_-:=+*%#'),
  ...pairs('░▒▓·', '.o%.'),
  ...pairs('─━│┃├┤┼┴└', '-=||||+++'),
  ...pairs('▼…×→←’‘“”–—µ≤≥', 'v~x><\'\'""--u<>'),
  ['±', '+-'],
])

function pairs(from: string, to: string): [string, string][] {
  return [...from].map((sign, i) => [sign, to[i]!])
}
