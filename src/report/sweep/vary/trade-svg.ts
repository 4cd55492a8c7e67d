import { estimateOf, isOpen } from '../../../sweep/vary/measured.js'
import { type Place, placesOf, stepsOf } from '../../../sweep/vary/trade.js'
import type { Measure, Trade, Vary, VaryPoint } from '../../../sweep/vary/vary.js'
import { linearTicks } from '../../chart/ticks.js'
import { label, px, stroke } from '../../svg/frame.js'
import { drawSheet, topOf } from '../../svg/picture.js'
import { wrapped } from '../../wrapped.js'
import { element } from '../../xml.js'
import { measureName, measureValue } from './measure-text.js'
import { pointMark, pointName } from './vary-names.js'
import { varySentences } from './vary-sentences.js'

const [width, left, right, plotHeight] = [780, 70, 760, 350]

/** The front is in a colour, all others grey: names of classes. */
const looks = { front: '1', other: 'x' } as const

/** The picture of the trade as an SVG file: crosses of intervals, a letter a point, the front in colour, an arrow where it is at least so much; undefined where nothing is traded. */
export function renderTradeSvg(vary: Vary): string | undefined {
  const { trade } = vary
  if (trade === null) return undefined
  const { x, y } = trade
  const where = x.incident === null ? '' : `${x.incident}: `
  const title = wrapped(`${vary.scenario.name}: ${where}${measureName(y)} against ${measureName(x)}`, 74).slice(0, 2)
  const subtitle = [`${frontText(trade)}${arrowsText(vary, trade)}`]
  const top = topOf({ title, subtitle }) + 30
  const bottom = top + plotHeight
  const plot = { top, bottom, across: axisOf(vary, x, left, right), up: axisOf(vary, y, bottom, top) }
  const sheet = { width, height: bottom + 58, title, subtitle, description: varySentences(vary).join(' ') }
  return drawSheet(sheet, [
    ...grid(plot, trade),
    ...stairs(vary, trade, plot),
    ...placesOf(vary.points, x, y).flatMap(place => mark(vary, trade, { place, plot })),
    ...key(vary, plot),
  ])
}

function frontText({ front }: Trade): string {
  return front.length === 0
    ? 'no difference is shown'
    : 'in colour: none is shown to have less of one and not more of the other'
}

function arrowsText({ points }: Vary, { x, y }: Trade): string {
  const has = points.some(point => isOpen(point, x) || isOpen(point, y))
  return has ? '; an arrow is at least so much' : ''
}

interface Axis {
  readonly ticks: readonly number[]
  readonly at: (value: number) => number
}

interface Plot {
  readonly top: number
  readonly bottom: number
  readonly across: Axis
  readonly up: Axis
}

/** From 0, so that lengths tell the truth, to a little beyond the largest upper end. */
function axisOf({ points }: Vary, measure: Measure, from: number, to: number): Axis {
  const ends = points.map(point => endsOf(point, measure)?.high ?? estimateOf(point, measure)?.value ?? 0)
  const most = Math.max(...ends) * 1.05 || 1
  return { ticks: linearTicks(0, most), at: value => px(from + ((to - from) * value) / most) }
}

function grid({ top, bottom, across, up }: Plot, { x, y }: Trade): string[] {
  return [
    ...across.ticks.flatMap(tick => [
      stroke([across.at(tick), bottom], [across.at(tick), top], 'grid'),
      label(measureValue(x, tick), { x: across.at(tick), y: bottom + 20, look: 'faint', anchor: 'middle' }),
    ]),
    ...up.ticks.flatMap(tick => [
      stroke([left, up.at(tick)], [right, up.at(tick)], 'grid'),
      label(measureValue(y, tick), { x: left - 8, y: up.at(tick) + 4, look: 'faint', anchor: 'end' }),
    ]),
    stroke([left, bottom], [right, bottom], 'axis'),
    stroke([left, bottom], [left, top], 'axis'),
    label(measureName(x), { x: (left + right) / 2, y: bottom + 42, look: 'plain', anchor: 'middle' }),
    label(measureName(y), { x: left, y: top - 10, look: 'plain' }),
  ]
}

/** Right, then down: what lies above and to the right of it can be had for less. */
function stairs({ points }: Vary, trade: Trade, { across, up }: Plot): string[] {
  const path = stepsOf(points, trade).map((place, i) => {
    const [at, above] = [across.at(place.x), up.at(place.y)]
    return i === 0 ? `M ${at} ${above}` : `H ${at} V ${above}`
  })
  return path.length === 0
    ? []
    : [element('path', { class: `line s${looks.front} dx`, d: `${path.join(' ')} H ${right}` })]
}

interface Spot {
  readonly place: Place
  readonly plot: Plot
}

/** The cross of its intervals, and a dot or an arrow with its letter. */
function mark({ points }: Vary, { x, y, front }: Trade, { place, plot: { across, up } }: Spot): string[] {
  const [at, above] = [across.at(place.x), up.at(place.y)]
  const look = front.includes(place.point) ? looks.front : looks.other
  const point = points[place.point]!
  const [wide, tall] = [endsOf(point, x), endsOf(point, y)]
  return [
    ...(wide ? [stroke([across.at(wide.low), above], [across.at(wide.high), above], `whisker s${look}`)] : []),
    ...(tall ? [stroke([at, up.at(tall.low)], [at, up.at(tall.high)], `whisker s${look}`)] : []),
    label(pointMark(place.point), { x: at + 7, y: above - 7, look: `name f${look}` }),
    ...(isOpen(point, x) ? [arrow(`M ${at} ${above} h 18 m -6 -4 l 6 4 l -6 4`, look)] : []),
    ...(isOpen(point, y) ? [arrow(`M ${at} ${above} v -18 m -4 6 l 4 -6 l 4 6`, look)] : []),
    ...(isOpen(point, x) || isOpen(point, y) ? [] : [dot(at, above, look)]),
  ]
}

const arrow = (d: string, look: string): string => element('path', { class: `line s${look}`, d })
const dot = (cx: number, cy: number, look: string): string => element('circle', { cx, cy, r: 4, class: `f${look}` })

/** Its interval, from 0 on; undefined where it has none, and of what is open: how far it goes nobody saw. */
function endsOf(point: VaryPoint, measure: Measure): { readonly low: number; readonly high: number } | undefined {
  const { low = null, high = null } = estimateOf(point, measure) ?? {}
  if (low === null || high === null || low === high || isOpen(point, measure)) return undefined
  return { low: Math.max(0, low), high }
}

/** More than these would cover the picture. */
const mostNames = 12

/** What the letters are, at the upper right, where points are worst. */
function key(vary: Vary, { top }: Plot): string[] {
  if (vary.points.length > mostNames) return []
  return vary.points.map((_, k) =>
    label(`${pointMark(k)}  ${pointName(vary, k)}`, {
      x: right - 6,
      y: top + 16 + 16 * k,
      look: 'faint',
      anchor: 'end',
    }),
  )
}
