import type { RangePoint, RangeRow, RangesData } from '../../report/html/chart/ranges-data.js'

/** What intervals are drawn within: one that goes from nothing to everything would leave no room for the points. */
export type Limits = readonly [low: number, high: number]

/** So many times what is furthest out. */
const most = 10

/** Of axes of factors; others have no limits. */
export function limitsOf(rows: readonly RangeRow[], { x, references }: RangesData): Limits {
  const known = [
    ...rows.flatMap(({ points }) => points.map(({ value }) => value)),
    ...references.map(({ at }) => at),
  ].filter(value => value > 0)
  return x.scale === 'log' && known.length > 0
    ? [Math.min(...known) / most, Math.max(...known) * most]
    : [-Infinity, Infinity]
}

/** All that the axis must hold. */
export function endsOf(rows: readonly RangeRow[], [least, highest]: Limits): number[] {
  return rows.flatMap(({ points }) =>
    points.flatMap(({ value, low, high }) => [value, Math.max(least, low ?? value), Math.min(highest, high ?? value)]),
  )
}

/** Whether an interval ends beyond the picture. */
export const goesOn = ({ low, high }: RangePoint, [least, highest]: Limits): boolean =>
  low !== null && high !== null && (low < least || high > highest)
