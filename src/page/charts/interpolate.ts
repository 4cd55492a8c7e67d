import type { LinePoint } from './line-strokes.js'

/** Where values lie on their axes. */
interface Positions {
  readonly x: (value: number) => number
  readonly y: (value: number) => number
}

/** The value of a line at a place, on the straight line between its points; null where it has none there. */
export function readAt(points: readonly LinePoint[], at: number, { x }: Positions): number | null {
  const above = points.findIndex(point => point.x >= at - 1e-9 * Math.abs(at))
  if (above === -1) return null
  const after = points[above]!
  if (above === 0 || Math.abs(after.x - at) <= 1e-9 * Math.abs(at))
    return Math.abs(after.x - at) <= 1e-9 * Math.abs(at) || above > 0 ? after.y : null
  const before = points[above - 1]!
  if (before.y === null || after.y === null) return null
  const part = (x(at) - x(before.x)) / (x(after.x) - x(before.x))
  return before.y + (after.y - before.y) * part
}
