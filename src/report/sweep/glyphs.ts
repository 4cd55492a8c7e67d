import { type Curve, isIdeal } from '../../sweep/curve.js'

/** How one curve is told from the others, with and without colour. */
export interface Glyph {
  readonly mark: string
  /** ANSI SGR colour. */
  readonly color: number
}

/** A mark a curve, in their order; letters and signs that any font and any pipe can show. */
export function glyphs(curves: readonly Curve[]): Glyph[] {
  let next = 0
  return curves.map(curve => (isIdeal(curve) ? ofIdeal : marks[next++ % marks.length]!))
}

const ofIdeal: Glyph = { mark: 'i', color: 90 }

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
