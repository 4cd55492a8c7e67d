import * as Plot from '@observablehq/plot'
import type { LinesData } from '../../report/html/chart/lines-data.js'
import { readAt } from './interpolate.js'
import type { Stroke } from './line-strokes.js'
import type { LinesFrame } from './lines-frame.js'
import { numberText, valueText } from './number-text.js'
import type { Steps } from './steps.js'
import { svg } from './svg.js'
import { type Tip, tipBox } from './tip-box.js'

/** How many places there are to read where lines have no common ones. */
const steps = 160

interface Value {
  readonly stroke: Stroke
  readonly value: number
  readonly range: string
}

/** Under the pointer: a line across, a dot on each line, and what they are there. */
export function readingMarks(data: LinesData, strokes: readonly Stroke[], frame: LinesFrame): Plot.Markish[] {
  const places = placesOf(data, frame)
  const positions = places.map(frame.x.position)
  return [
    Plot.dot(
      places,
      Plot.pointerX({
        x: positions,
        y: positions.map(() => frame.y.domain[1]),
        maxRadius: 60,
        render: (index, scales) => {
          const i = index[0]
          if (i === undefined) return svg('g', {}) as SVGGElement
          return box(places[i]!, data, strokes, frame, scales as unknown as Scales)
        },
      }),
    ),
  ]
}

/** Every place, with what all lines are there. @param xAt px of a position */
export function lineSteps(
  data: LinesData,
  strokes: readonly Stroke[],
  { frame, xAt }: { readonly frame: LinesFrame; readonly xAt: (position: number) => number },
): Steps {
  const y = (frame.top + frame.height) / 2
  const steps = placesOf(data, frame).map(at => {
    const { head, rows } = tipOf(at, valuesAt(at, data, strokes, frame), data)
    return { x: xAt(frame.x.position(at)), y, says: [head, ...rows.map(row => `${row.name} ${row.value}`)].join(', ') }
  })
  return [steps]
}

interface Scales {
  readonly x: (position: number) => number
  readonly y: (position: number) => number
}

function placesOf({ at, lines }: LinesData, { x }: LinesFrame): number[] {
  const own = lines.flatMap(line => (line.at === undefined ? [] : [line.at]))
  if (own.length === 0) return [...at]
  const [low, high] = x.domain
  return Array.from({ length: steps + 1 }, (_, i) => low * (high / low) ** (i / steps))
}

function valuesAt(at: number, { x: axis }: LinesData, strokes: readonly Stroke[], { x, y }: LinesFrame): Value[] {
  return strokes
    .flatMap(stroke => {
      const value = readAt(stroke.points, at, { x: x.position, y: y.position })
      const point = stroke.points.find(each => each.x === at)
      const hasRange = point != null && point.low !== null && point.high !== null && axis.unit !== 'time'
      const range = hasRange ? ` [${numberText(point.low!)}, ${numberText(point.high!)}]` : ''
      return value === null ? [] : [{ stroke, value, range }]
    })
    .sort((a, b) => b.value - a.value)
}

function box(at: number, data: LinesData, strokes: readonly Stroke[], frame: LinesFrame, scales: Scales): SVGGElement {
  const { x, y, width, height, top } = frame
  const values = valuesAt(at, data, strokes, frame)
  const atX = scales.x(x.position(at))
  return svg(
    'g',
    { 'pointer-events': 'none' },
    svg('path', { d: `M${atX},${top}V${height - 40}`, stroke: 'currentColor', 'stroke-opacity': 0.5 }),
    ...values.map(({ stroke, value }) =>
      svg('circle', {
        ...{ cx: atX, cy: scales.y(y.position(value)), r: 3.5, fill: stroke.color },
        ...{ stroke: 'var(--ground)', 'stroke-width': 1.5 },
      }),
    ),
    tipBox(tipOf(at, values, data), { x: atX, y: top + 6, width, height }),
  ) as SVGGElement
}

function tipOf(at: number, values: readonly Value[], { x, y }: LinesData): Tip {
  const rows = values.flatMap(({ stroke, value, range }) =>
    stroke.names.map(name => ({ name, sample: stroke, value: valueText(value, y.unit) + range })),
  )
  return { head: `${headOf[x.unit] ?? ''}${valueText(at, x.unit)}`, rows }
}

/** What stands before a place. */
const headOf: Readonly<Record<string, string>> = { time: 'at ', ms: 'within ' }
