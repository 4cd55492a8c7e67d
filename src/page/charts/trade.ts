import * as Plot from '@observablehq/plot'
import type { TradeData, TradePoint } from '../../report/html/chart/trade-data.js'
import { axisX, axisY, scaleOptions } from './axes.js'
import { keyFlow } from './key-flow.js'
import type { Look } from './look.js'
import { numberText } from './number-text.js'
import { type Scale, scaleOf } from './scale.js'
import { svg } from './svg.js'
import { tips } from './tip.js'

const [left, right, bottom] = [48, 24, 40]

/** Of more points only the front is named above the picture. */
const mostNamed = 8

/** Points with crosses of intervals; a step line through those that no other one is shown to beat. All are named above while there are few, else those. */
export function drawTrade(data: TradeData, look: Look): Element {
  const { width } = look
  const points = data.points.filter(({ candidate }) => look.shown.has(candidate))
  const front = points.filter(({ isFront }) => isFront)
  const key = keyFlow(
    (points.length > mostNamed ? front : points).map(point => ({ text: point.name, draw: letter(point, look) })),
    width,
  )
  const height = Math.round(Math.min(380, Math.max(240, width * 0.5)))
  const x = scaleOf(
    data.x,
    points.flatMap(point => ends(point.x)),
    width - left - right,
  )
  const y = scaleOf(
    data.y,
    points.flatMap(point => ends(point.y)),
    height,
  )
  const top = key.height + 26
  const read = tips(points, { x: at('x'), y: at('y'), text: point => tipText(point, data), maxRadius: 40 })
  const picture = Plot.plot({
    className: 'plot',
    style: { fontSize: '12px' },
    ...{
      width,
      height: top + height + bottom,
      marginLeft: left,
      marginRight: right,
      marginTop: top,
      marginBottom: bottom,
    },
    ...{ x: scaleOptions(x), y: scaleOptions(y) },
    marks: [
      () => svg('g', { 'aria-hidden': 'true' }, ...key.marks) as SVGGElement,
      ...axisY(y, key.height + 12),
      Plot.gridX(x.ticks, { stroke: 'var(--grid)', strokeOpacity: 1 }),
      axisX(x),
      frontLine(front, x.domain[1]),
      ...crosses(points, look),
      ...dots(points, look, { x, y, width: width - left - right, height }),
      read.mark,
    ],
  })
  return read.offer(picture)
}

const at =
  (axis: 'x' | 'y') =>
  (point: TradePoint): number =>
    point[axis].value

const ends = ({ value, low, high }: TradePoint['x']): number[] => [value, low ?? value, high ?? value]

const letter =
  ({ mark, candidate }: TradePoint, { colorOf }: Look) =>
  (x: number, y: number): SVGElement =>
    svg('text', { x: x + 10, y, dy: '0.35em', class: 'name', fill: colorOf(candidate) }, mark)

/** Right, then down: what lies above and to the right of it can be had for less. */
function frontLine(front: readonly TradePoint[], edge: number): Plot.Markish {
  const last = front.at(-1)
  const sorted = front.map(point => ({ x: point.x.value, y: point.y.value })).sort((a, b) => a.x - b.x || a.y - b.y)
  // Of those that are not told apart, whoever lies lower as measured.
  const corners = sorted.filter((one, i) => sorted.slice(0, i).every(before => one.y < before.y))
  const path = last === undefined ? [] : [...corners, { x: edge, y: corners.at(-1)!.y }]
  return Plot.line(path, {
    x: 'x',
    y: 'y',
    curve: 'step-after',
    stroke: 'currentColor',
    strokeDasharray: '5 4',
    strokeOpacity: 0.6,
  })
}

function crosses(points: readonly TradePoint[], { colorOf }: Look): Plot.Markish[] {
  const stroke = (point: TradePoint): string => colorOf(point.candidate)
  const wide = points.filter(point => point.x.low !== null && point.x.high !== null)
  const tall = points.filter(point => point.y.low !== null && point.y.high !== null)
  return [
    Plot.ruleY(wide, {
      x1: point => point.x.low!,
      x2: point => point.x.high!,
      y: at('y'),
      stroke,
      strokeOpacity: 0.55,
    }),
    Plot.ruleX(tall, {
      y1: point => point.y.low!,
      y2: point => point.y.high!,
      x: at('x'),
      stroke,
      strokeOpacity: 0.55,
    }),
  ]
}

/** Full on the front, hollow where another one is shown to be better in one, and not worse in the other; all hollow where nothing is shown. */
function dots(points: readonly TradePoint[], { colorOf }: Look, frame: Frame): Plot.Markish[] {
  const color = (point: TradePoint): string => colorOf(point.candidate)
  return [
    ...arrows(points, color),
    Plot.dot(points.filter(isPoint), {
      ...{ x: at('x'), y: at('y'), r: 5, stroke: color, strokeWidth: 2 },
      fill: point => (point.isFront ? color(point) : 'var(--ground)'),
    }),
    Plot.text(apart(points, frame), {
      ...{ x: at('x'), y: at('y'), text: 'mark', dx: 9, dy: -9, fill: color, fontWeight: 600 },
      ...{ stroke: 'var(--ground)', strokeWidth: 3 },
    }),
  ]
}

const isPoint = ({ x, y }: TradePoint): boolean => !x.isAtLeast && !y.isAtLeast

/** From the least that it can be to where more lies; px. */
const arrowLength = 20

function arrows(points: readonly TradePoint[], color: (point: TradePoint) => string): Plot.Markish[] {
  const towards = (axis: 'x' | 'y', rotate: number): Plot.Markish =>
    Plot.vector(
      points.filter(point => point[axis].isAtLeast),
      {
        ...{ x: at('x'), y: at('y'), stroke: color, strokeWidth: 2 },
        ...{ length: arrowLength, rotate, anchor: 'start', shape: 'arrow' },
      },
    )
  return [towards('x', 90), towards('y', 0)]
}

interface Frame {
  readonly x: Scale
  readonly y: Scale
  readonly width: number
  readonly height: number
}

/** px between two letters. */
const leastGap = 13

/** Those whose letters have room, the front first; the others say who they are under the pointer. */
function apart(points: readonly TradePoint[], { x, y, width, height }: Frame): TradePoint[] {
  const pixel = ({ domain: [from, to] }: Scale, value: number, room: number): number =>
    ((value - from) / (to - from)) * room
  const placed: { readonly point: TradePoint; readonly at: readonly [number, number] }[] = []
  for (const point of points.toSorted((a, b) => Number(b.isFront) - Number(a.isFront))) {
    const at = [pixel(x, point.x.value, width), pixel(y, point.y.value, height)] as const
    const isFree = placed.every(({ at: [left, above] }) => Math.hypot(left - at[0], above - at[1]) >= leastGap)
    if (isFree) placed.push({ point, at })
  }
  return placed.map(({ point }) => point)
}

function tipText({ mark, name, x, y, isFront }: TradePoint, data: TradeData): string {
  const line = (label: string, { value, low, high, isAtLeast }: TradePoint['x']): string =>
    `${label}: ${isAtLeast ? 'at least ' : ''}${numberText(value)}${low === null || high === null ? '' : ` [${numberText(low)}, ${numberText(high)}]`}`
  return `${mark}: ${name}\n${line(data.x.label, x)}\n${line(data.y.label, y)}${isFront ? '\nno other is shown to be better in one and not worse in the other' : ''}`
}
