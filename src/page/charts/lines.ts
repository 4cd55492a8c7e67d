import * as Plot from '@observablehq/plot'
import type { LinesData } from '../../report/html/chart/lines-data.js'
import { axisX, axisY, scaleOptions } from './axes.js'
import { bandMarks } from './bands.js'
import { endLabels, endRoom, fitsAtEnds, isFan } from './end-labels.js'
import { keyOf } from './key.js'
import { type Stroke, strokesOf } from './line-strokes.js'
import type { LinesFrame } from './lines-frame.js'
import type { Look } from './look.js'
import { lineSteps, readingMarks } from './reading.js'
import { ruleMarks } from './rules.js'
import { scaleOf } from './scale.js'
import { shadesOf } from './shades.js'
import { offerSteps } from './steps.js'
import { scaled } from './tip.js'

/** Names fit beside the lines from here on; on narrower screens they stand above. */
const roomForNames = 520

/** Lines over a common axis, a colour and a pattern of dashes each; names at their ends, values under the pointer. */
export function drawLines(data: LinesData, look: Look): Element {
  const strokes = strokesOf(data, look)
  const { width } = look
  const height = Math.round(Math.min(380, Math.max(220, width * 0.5)) * (data.isLow ? 0.55 : 1))
  const y = scaleOf(data.y, strokes.flatMap(extent), height, 18)
  const isWide =
    data.names === 'ends' && width >= roomForNames && !isFan(strokes, y, height) && fitsAtEnds(strokes, width)
  const key = keyOf(strokes, data.ringNote, { width, isWide })
  const [left, right] = [48, isWide ? endRoom(strokes, width) : 32]
  const room = width - left - right
  const x = scaleOf(
    data.x,
    strokes.flatMap(({ points }) => points.map(point => point.x)),
    room,
  )
  const shades = shadesOf(data.shades, { x, left, width: room })
  const top = 26 + key.height + shades.height
  const frame: LinesFrame = { x, y, width, height: height + top + 40, left, right, top }
  const picture = Plot.plot({
    className: 'plot',
    style: { fontSize: '12px' },
    ...{ width, height: frame.height, marginLeft: left, marginRight: right, marginTop: top, marginBottom: 40 },
    ...{ x: scaleOptions(x), y: scaleOptions(y) },
    marks: [
      ...shades.marks,
      ...axisY(y, key.height + 12),
      axisX(x),
      ...(data.hasPoints ? [] : bandMarks(strokes, frame)),
      ...strokes.map(stroke => lineMark(stroke, frame, data.x.unit === 'time' && data.at.length > 60)),
      ...strokes.map(stroke => riseMark(stroke, frame)),
      ...ruleMarks(data.rules, strokes, frame),
      ...(data.hasPoints ? strokes.flatMap(stroke => pointMarks(stroke, frame)) : []),
      ...(isWide ? [endLabels(strokes, frame)] : []),
      key.mark,
      ...readingMarks(data, strokes, frame),
    ],
  })
  return offerSteps(picture, () => lineSteps(data, strokes, { frame, xAt: at => scaled(picture, 'x', at) }))
}

/** What the y axis must hold: lines, and intervals where they are drawn. */
function extent({ points }: Stroke): number[] {
  return points.flatMap(({ y, low, high }) => [y, low, high].filter(value => value !== null))
}

/** @param isDense many points that go up and down: a thinner line shows more of them */
function lineMark(
  { points, color, dash, width, opacity }: Stroke,
  { x, y }: LinesFrame,
  isDense: boolean,
): Plot.Markish {
  return Plot.line(points, {
    x: point => x.position(point.x),
    y: point => (point.y === null ? Number.NaN : y.position(point.y)),
    ...{
      stroke: color,
      strokeDasharray: dash,
      strokeWidth: isDense ? Math.min(1.6, width) : width,
      strokeOpacity: opacity,
    },
    ...{ strokeLinecap: 'round', strokeLinejoin: 'round', clip: true },
  })
}

/** From the last point to the top of the picture, thin: the queue grows without bound. */
function riseMark({ points, risesAt, color }: Stroke, { x, y }: LinesFrame): Plot.Markish {
  const last = points.findLast(point => point.y !== null)
  if (risesAt === undefined || last === undefined || last.y === null) return null
  const path = [
    { x: x.position(last.x), y: y.position(last.y) },
    { x: x.position(risesAt), y: y.domain[1] },
  ]
  return Plot.line(path, {
    x: 'x',
    y: 'y',
    stroke: color,
    strokeWidth: 1.2,
    strokeDasharray: '1 4',
    markerEnd: 'arrow',
  })
}

function pointMarks({ points, color, role }: Stroke, { x, y }: LinesFrame): Plot.Markish[] {
  if (role !== 'candidate' && role !== 'ideal') return []
  const known = points.filter(point => point.y !== null)
  const spread = known.filter(({ low, high }) => low !== null && high !== null)
  return [
    Plot.ruleX(spread, { x: point => x.position(point.x), y1: 'low', y2: 'high', stroke: color, strokeOpacity: 0.6 }),
    Plot.dot(known, { x: point => x.position(point.x), y: point => y.position(point.y!), fill: color, r: 2.5 }),
  ]
}
