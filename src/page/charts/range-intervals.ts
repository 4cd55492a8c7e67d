import type { RangePoint } from '../../report/html/chart/ranges-data.js'
import type { Limits } from './range-limits.js'
import { svg } from './svg.js'

interface Place {
  readonly at: (value: number) => number
  readonly y: number
  readonly color: string
  readonly limits: Limits
}

/** A line with ends, or an arrow where it goes on beyond the picture. */
export function interval({ low, high }: RangePoint, { at, y, color, limits: [least, highest] }: Place): SVGElement[] {
  if (low === null || high === null) return []
  const [from, to] = [at(Math.max(low, least)), at(Math.min(high, highest))]
  const end = (x: number): string => `M${x},${y - 5}v10`
  const d = [`M${from},${y}H${to}`, ...(low < least ? [] : [end(from)]), ...(high > highest ? [] : [end(to)])].join('')
  return [
    svg('path', { d, fill: 'none', stroke: color, 'stroke-width': 2 }),
    ...(low < least ? [arrow(from, y, -1, color)] : []),
    ...(high > highest ? [arrow(to, y, 1, color)] : []),
  ]
}

/** Its point at x. */
export const arrow = (x: number, y: number, direction: 1 | -1, color: string): SVGElement =>
  svg('path', {
    ...{ d: `M${x - 7 * direction},${y - 5}L${x},${y}L${x - 7 * direction},${y + 5}`, fill: 'none', stroke: color },
    ...{ 'stroke-width': 2 },
  })
