import * as Plot from '@observablehq/plot'
import type { Axis } from '../../report/html/chart/axis.js'
import type { RangePoint, RangeRow, RangesData } from '../../report/html/chart/ranges-data.js'
import { axisX, scaleOptions } from './axes.js'
import { type KeyEntry, type KeyFlow, keyFlow, lineSign } from './key-flow.js'
import type { Look } from './look.js'
import { valueText } from './number-text.js'
import { arrow, interval } from './range-intervals.js'
import { endsOf, goesOn, type Limits, limitsOf } from './range-limits.js'
import { referenceMarks } from './range-references.js'
import type { RangesFrame } from './ranges-frame.js'
import { type Scale, scaleOf } from './scale.js'
import { fitted, svg, widthOf } from './svg.js'
import { type Tips, tips } from './tip.js'

/** px: names stand above their rows on screens narrower than this. */
const roomForNames = 560

/** A row a candidate: dots where estimates are, lines as long as their intervals, the answer in numbers behind. */
export function drawRanges(data: RangesData, look: Look): Element {
  const rows = data.rows.filter(({ candidate }) => look.shown.has(candidate))
  const limits = limitsOf(rows, data)
  const key = keyOf(rows, { data, limits }, look.width)
  const frame = frameOf(rows, data, { width: look.width, above: key.height })
  const { left, right, top, rowHeight, width } = frame
  const x = scaleOf(data.x, [...endsOf(rows, limits), ...data.references.map(({ at }) => at)], width - left - right)
  const height = top + rows.length * rowHeight + 42
  const read = tipsOf(rows, data)
  const picture = Plot.plot({
    className: 'plot',
    style: { fontSize: '12px' },
    ...{ width, height, marginLeft: left, marginRight: right, marginTop: top, marginBottom: 42 },
    x: scaleOptions(x),
    y: { domain: [0, Math.max(1, rows.length)], range: [top, height - 42], axis: null },
    marks: [
      () => svg('g', { 'aria-hidden': 'true' }, ...key.marks) as SVGGElement,
      Plot.gridX(x.ticks, { stroke: 'var(--grid)', strokeOpacity: 1 }),
      axisX(x),
      ...referenceMarks(data, x, frame),
      ...(data.hasBars ? [barsMark(rows, x, look)] : []),
      ...rows.map((row, i) => rowMark(row, { y: i + 0.5, look, limits, isJoined: !data.hasBars })),
      namesMark(rows, frame, look),
      read.mark,
    ],
  })
  return read.offer(picture)
}

function frameOf(
  rows: readonly RangeRow[],
  { references }: RangesData,
  { width, above }: { readonly width: number; readonly above: number },
): RangesFrame {
  const isWide = width >= roomForNames
  const longest = (texts: readonly string[], weight: 400 | 600): number =>
    Math.max(0, ...texts.map(text => widthOf(text, weight)))
  const names = longest(
    rows.map(({ name }) => name),
    600,
  )
  const texts = longest(
    rows.map(({ text }) => text),
    400,
  )
  const top = above + (references.length === 0 ? 8 : 11 + 16 * Math.min(2, references.length))
  if (!isWide) return { left: 10, right: 16, top, rowHeight: 40, isWide, width }
  return {
    left: Math.min(width / 3, names + 14),
    right: Math.min(width / 3, texts + 16),
    top,
    rowHeight: 30,
    isWide,
    width,
  }
}

function barsMark(rows: readonly RangeRow[], x: Scale, { colorOf }: Look): Plot.Markish {
  return Plot.rect(rows, {
    ...{ x1: x.domain[0], x2: (row: RangeRow) => row.points[0]?.value ?? x.domain[0] },
    ...{ y1: (_: RangeRow, i: number) => i + 0.28, y2: (_: RangeRow, i: number) => i + 0.72 },
    fill: row => colorOf(row.candidate),
    fillOpacity: 0.28,
  })
}

interface KeyOf {
  readonly data: RangesData
  readonly limits: Limits
}

/** What a ring is, what a dot, and what lines are. */
function keyOf(rows: readonly RangeRow[], { data, limits }: KeyOf, width: number): KeyFlow {
  const points = rows.find(row => row.points.length > 1)?.points ?? rows[0]?.points ?? []
  const hasRanges = rows.some(row => row.points.some(({ low }) => low !== null))
  const entries = points.map(
    (point): KeyEntry => ({
      text: point.name,
      draw: (x, y) => dot(point, x + 10, y, 'currentColor'),
    }),
  )
  const line: KeyEntry = { text: data.ranges, draw: lineSign({ color: 'currentColor', dash: 'none', width: 2 }) }
  const isCut = rows.some(({ points }) => points.some(point => goesOn(point, limits)))
  const cut: KeyEntry = { text: 'goes on beyond the picture', draw: (x, y) => arrow(x + 20, y, 1, 'currentColor') }
  return keyFlow([...entries, ...(hasRanges ? [line] : []), ...(isCut ? [cut] : [])], width)
}

interface RowPlace {
  readonly y: number
  readonly look: Look
  readonly limits: Limits
  readonly isJoined: boolean
}

/** One row: what lies between its points, intervals, dots and rings. */
function rowMark(
  { candidate, points, isInvalid = false }: RangeRow,
  { y, look, limits, isJoined }: RowPlace,
): Plot.Markish {
  return (_index, scales) => {
    const at = (value: number): number => scales.x!(value) as number
    const middle = scales.y!(y) as number
    const color = isInvalid ? 'var(--faint)' : look.colorOf(candidate)
    const values = points.map(({ value }) => at(value))
    const joint = {
      d: `M${Math.min(...values)},${middle}H${Math.max(...values)}`,
      stroke: color,
      'stroke-opacity': 0.35,
    }
    return svg(
      'g',
      { 'aria-hidden': 'true' },
      ...(isJoined && points.length > 1 ? [svg('path', joint)] : []),
      ...points.flatMap(point => [
        ...interval(point, { at, y: middle, color, limits }),
        dot(point, at(point.value), middle, color),
      ]),
    ) as SVGGElement
  }
}

function dot({ isHollow }: RangePoint, cx: number, cy: number, color: string): SVGElement {
  const look = isHollow ? { fill: 'var(--ground)', r: 4.5 } : { fill: color, r: 5 }
  return svg('circle', { cx, cy, ...look, stroke: color, 'stroke-width': 2 })
}

/** Names in front, numbers behind; both above the row where it is narrow. */
function namesMark(
  rows: readonly RangeRow[],
  { left, right, width, isWide }: RangesFrame,
  { colorOf }: Look,
): Plot.Markish {
  return (_index, scales) => {
    const marks = rows.flatMap(({ candidate, name, text, isInvalid }, i) => {
      const middle = scales.y!(i + 0.5) as number
      const y = isWide ? middle : middle - 17
      const room = isWide ? left - 14 : width - widthOf(text) - 16
      return [
        svg(
          'text',
          {
            x: isWide ? left - 12 : 0,
            y,
            dy: '0.35em',
            'text-anchor': isWide ? 'end' : 'start',
            class: 'name',
            fill: isInvalid ? 'var(--faint)' : colorOf(candidate),
          },
          fitted(name, room, 600),
        ),
        svg(
          'text',
          { x: isWide ? width - right + 12 : width, y, dy: '0.35em', 'text-anchor': isWide ? 'start' : 'end' },
          text,
        ),
      ]
    })
    return svg('g', { 'aria-hidden': 'true' }, ...marks) as SVGGElement
  }
}

function tipsOf(rows: readonly RangeRow[], { x: { unit }, ranges }: RangesData): Tips {
  const points = rows.flatMap(({ name, points: own }, i) =>
    own.map(point => ({ x: point.value, y: i + 0.5, text: tipText(name, point, { unit, ranges }) })),
  )
  return tips(points, { x: point => point.x, y: point => point.y, text: point => point.text, maxRadius: 30 })
}

function tipText(
  row: string,
  { name, value, low, high }: RangePoint,
  { unit, ranges }: Pick<RangesData, 'ranges'> & Pick<Axis, 'unit'>,
): string {
  const range = low === null || high === null ? '' : `\n${valueText(low, unit)} to ${valueText(high, unit)}: ${ranges}`
  return `${row}\n${name}: ${valueText(value, unit)}${range}`
}
