/** Text with or without colour (ANSI SGR). */
export interface Paint {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly caution: (text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
}

export function paint(color: boolean): Paint {
  const sgr = (on: number, off: number) => (text: string) => (color ? `\u001b[${on}m${text}\u001b[${off}m` : text)
  return { good: sgr(32, 39), bad: sgr(31, 39), caution: sgr(33, 39), strong: sgr(1, 22), faint: sgr(2, 22) }
}
