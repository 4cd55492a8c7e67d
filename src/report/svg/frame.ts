import { element, xmlText } from '../xml.js'

/** Where a panel lies in the picture, and how time lies in it; units are the picture's own. */
export interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Of a time in ms from the start of measuring. */
  readonly x: (ms: number) => number
}

/** One digit behind the point is a tenth of a pixel. */
export const px = (value: number): number => Number(value.toFixed(1))

/** Text at a point; `anchor` is which of its ends lies there. */
export function label(
  text: string,
  { x, y, look, anchor }: { x: number; y: number; look: string; anchor?: 'middle' | 'end' },
): string {
  return element('text', { x: px(x), y: px(y), class: look, 'text-anchor': anchor }, xmlText(text))
}

/** A straight line. */
export function stroke(from: readonly [number, number], to: readonly [number, number], look: string): string {
  const [x1, y1] = from.map(px)
  const [x2, y2] = to.map(px)
  return element('line', { x1, y1, x2, y2, class: look })
}
