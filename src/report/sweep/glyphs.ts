import { type Curve, isIdeal } from '../../sweep/curve.js'
import { type Glyph, markOf } from '../chart/marks.js'

/** A mark a curve, in their order; the ideal has one of its own. */
export function glyphs(curves: readonly Pick<Curve, 'candidate'>[]): Glyph[] {
  let next = 0
  return curves.map(curve => (isIdeal(curve) ? ofIdeal : markOf(next++)))
}

const ofIdeal: Glyph = { mark: 'i', color: 90 }
