import * as Plot from '@observablehq/plot'
import type { Stroke } from './line-strokes.js'
import type { LinesFrame } from './lines-frame.js'

/** More bands than this on top of each other say nothing. */
const mostBands = 4

/** From the lowest to the highest, faint, behind each line; none where there are many. */
export function bandMarks(strokes: readonly Stroke[], { x, y }: LinesFrame): Plot.Markish[] {
  const banded = strokes.filter(({ role, points }) => role === 'candidate' && points.some(({ low }) => low !== null))
  if (banded.length > mostBands) return []
  return banded.map(({ points, color }) =>
    Plot.areaY(
      points.filter(({ low, high }) => low !== null && high !== null),
      {
        x: point => x.position(point.x),
        y1: point => y.position(point.low!),
        y2: point => y.position(point.high!),
        ...{ fill: color, fillOpacity: 0.13, clip: true },
      },
    ),
  )
}
