import type { Estimate } from '../../../results/results.js'
import { estimateOf } from '../../../sweep/vary/measured.js'
import { placesOf } from '../../../sweep/vary/trade.js'
import type { Measure, Trade, Vary } from '../../../sweep/vary/vary.js'
import { linearTicks } from '../../chart/ticks.js'
import { measureName, measureValue } from './measure-text.js'
import { lineMark, textMark } from './svg-marks.js'
import { pointMark, pointName } from './vary-names.js'

const size = { width: 760, height: 460 }
const frame = { left: 70, right: 740, top: 60, bottom: 410 }
const colors = { grid: '#e5e5e5', axis: '#555555', front: '#c62828', other: '#37474f' }

/** The picture of the trade as an SVG file: crosses of intervals, a letter a point, the front in red; undefined where nothing is traded. */
export function renderTradeSvg(vary: Vary): string | undefined {
  const { trade } = vary
  if (trade === null) return undefined
  const { x, y } = trade
  const axes = { across: axisOf(vary, x, frame.left, frame.right), up: axisOf(vary, y, frame.bottom, frame.top) }
  const where = x.incident === null ? '' : `${x.incident}: `
  const title = `${vary.scenario.name}: ${where}${measureName(y)} against ${measureName(x)}`
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="13">`,
    `<rect width="${size.width}" height="${size.height}" fill="white"/>`,
    textMark({ x: size.width / 2, y: 26, anchor: 'middle' }, title),
    ...grid(axes, trade),
    stairs(vary, trade, axes),
    ...points(vary, trade, axes),
    '</svg>',
  ].join('\n')}\n`
}

interface Axis {
  readonly ticks: readonly number[]
  readonly at: (value: number) => number
}

interface Axes {
  readonly across: Axis
  readonly up: Axis
}

/** From 0, so that lengths tell the truth, to a little beyond the largest upper end. */
function axisOf({ points }: Vary, measure: Measure, from: number, to: number): Axis {
  const ends = points.map(point => estimateOf(point, measure)).map(one => one?.high ?? one?.value ?? 0)
  const most = Math.max(...ends) * 1.05 || 1
  return {
    ticks: linearTicks(0, most),
    at: value => Math.round((from + ((to - from) * value) / most) * 10) / 10,
  }
}

function grid({ across, up }: Axes, { x, y }: Trade): string[] {
  const { left, right, top, bottom } = frame
  return [
    ...across.ticks.flatMap(tick => [
      lineMark([across.at(tick), bottom, across.at(tick), top], colors.grid),
      textMark({ x: across.at(tick), y: bottom + 20, anchor: 'middle' }, measureValue(x, tick)),
    ]),
    ...up.ticks.flatMap(tick => [
      lineMark([left, up.at(tick), right, up.at(tick)], colors.grid),
      textMark({ x: left - 8, y: up.at(tick) + 4, anchor: 'end' }, measureValue(y, tick)),
    ]),
    lineMark([left, bottom, right, bottom], colors.axis),
    lineMark([left, bottom, left, top], colors.axis),
    textMark({ x: (left + right) / 2, y: bottom + 42, anchor: 'middle' }, measureName(x)),
    textMark({ x: left, y: top - 10, anchor: 'start' }, measureName(y)),
  ]
}

/** Right, then down: what lies above and to the right of it can be had for less. */
function stairs({ points: all }: Vary, { x, y, front }: Trade, { across, up }: Axes): string {
  const places = placesOf(all, x, y)
  const corners = front.map(k => places.find(({ point }) => point === k)!)
  const path = corners.map((place, i) => {
    const [left, above] = [across.at(place.x), up.at(place.y)]
    return i === 0 ? `M ${left} ${above}` : `H ${left} V ${above}`
  })
  return `<path d="${path.join(' ')} H ${frame.right}" fill="none" stroke="${colors.front}" stroke-dasharray="4 3"/>`
}

function points(vary: Vary, { x, y, front }: Trade, { across, up }: Axes): string[] {
  const best = new Set(front)
  return placesOf(vary.points, x, y)
    .flatMap(place => {
      const [left, above] = [across.at(place.x), up.at(place.y)]
      const color = best.has(place.point) ? colors.front : colors.other
      const point = vary.points[place.point]!
      return [
        ...bar(estimateOf(point, x), (low, high) => lineMark([across.at(low), above, across.at(high), above], color)),
        ...bar(estimateOf(point, y), (low, high) => lineMark([left, up.at(low), left, up.at(high)], color)),
        textMark({ x: left + 7, y: above - 7, anchor: 'start', color }, pointMark(place.point)),
        `<circle cx="${left}" cy="${above}" r="4" fill="${color}"/>`,
      ]
    })
    .concat(key(vary))
}

function bar(estimate: Estimate | null, draw: (low: number, high: number) => string): string[] {
  const { low = null, high = null } = estimate ?? {}
  return low === null || high === null || low === high ? [] : [draw(Math.max(0, low), high)]
}

/** More than these would cover the picture. */
const mostNames = 12

/** What the letters are, at the upper right, where points are worst. */
function key(vary: Vary): string[] {
  if (vary.points.length > mostNames) return []
  return vary.points.map((_, k) =>
    textMark(
      { x: frame.right - 6, y: frame.top + 14 + 15 * k, anchor: 'end' },
      `${pointMark(k)}  ${pointName(vary, k)}`,
    ),
  )
}
