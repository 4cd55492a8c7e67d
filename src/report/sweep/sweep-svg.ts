import { metricInfo } from '../../results/metric-info.js'
import { axisInfo, positionOn } from '../../sweep/axis.js'
import { type Curve, isIdeal } from '../../sweep/curve.js'
import type { Sweep } from '../../sweep/sweep.js'
import { logScale } from '../chart/scale.js'
import { whomOf } from '../drill/incident-text.js'
import { endLabels, labelGap } from '../svg/end-labels.js'
import { label, px, stroke } from '../svg/frame.js'
import { lookOf, mostLines } from '../svg/palette.js'
import { drawSheet, topOf } from '../svg/picture.js'
import { cutToRoom, widthOfText } from '../svg/text-room.js'
import { wrapped } from '../wrapped.js'
import { element } from '../xml.js'
import { type Headline, sweepHeadline } from './headlines.js'
import { sweepSentences } from './sweep-sentences.js'

const width = 780
const left = 62
const plotHeight = 320
const mostLetters = 20

/**
 * A latency along the axis, a line a candidate with its intervals, logarithmic; where a queue begins to grow the line leaves the
 * picture upwards, through a cross. Undefined where no point has a latency.
 */
export function sweepSvg(sweep: Sweep): string | undefined {
  const curves = drawnOf(sweep)
  const known = curves.flatMap(({ places }) => places.flatMap(({ value, low, high }) => [value, low, high]))
  if (known.length === 0) return undefined
  const { big, small } = sweepTitle(sweep)
  const title = wrapped(big, 74).slice(0, 2)
  const subtitle = [small, subtitleOf(sweep)].flatMap(text => (text === '' ? [] : wrapped(text, 100)))
  const plot = plotOf(sweep, curves, { known, top: topOf({ title, subtitle }) + 36 })
  const sheet = { width, height: plot.bottom + 46, title, subtitle, description: sweepSentences(sweep).join(' ') }
  return drawSheet(sheet, [...grid(sweep, plot), ...curves.flatMap(one => line(one, plot)), ...names(curves, plot)])
}

/** What the page says as large; where nobody is best, the ideal alone is drawn. */
export function sweepTitle(sweep: Sweep): Headline {
  return sweep.best === null ? { big: sweep.scenario.name, small: '' } : sweepHeadline(sweep)
}

/** A point that has a latency. */
interface Place {
  /** Of the axis, from 0. */
  readonly i: number
  readonly value: number
  readonly low: number
  readonly high: number
}

interface Drawn {
  readonly id: string
  readonly look: string
  readonly places: readonly Place[]
  /** The point at which its queue grows for the first time; undefined where it never does. */
  readonly unstableAt: number | undefined
}

/** The ideal is grey, and the eight candidates before it have the colours that they have everywhere. */
function drawnOf({ curves, metric }: Sweep): Drawn[] {
  const real = curves.filter(curve => !isIdeal(curve))
  return [...real.slice(0, mostLines), ...curves.filter(isIdeal)].map(curve => ({
    ...{ id: curve.candidate.id, look: isIdeal(curve) ? 'x' : lookOf(real.indexOf(curve)) },
    ...{ places: placesOf(curve, metric), unstableAt: firstUnstable(curve) },
  }))
}

function placesOf({ points }: Curve, metric: Sweep['metric']): Place[] {
  return points.flatMap(({ latency }, i) => {
    const estimate = latency[metric]
    if (estimate === null) return []
    const { value, low, high } = estimate
    return [{ i, value, low: low ?? value, high: high ?? value }]
  })
}

function firstUnstable({ points }: Curve): number | undefined {
  const at = points.findIndex(({ stability }) => stability === 'unstable')
  return at < 0 ? undefined : at
}

interface Plot {
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly ticks: readonly number[]
  /** Of a point of the axis, from 0. */
  readonly x: (i: number) => number
  readonly y: (value: number) => number
}

function plotOf(
  { axis }: Sweep,
  curves: readonly Drawn[],
  { known, top }: { readonly known: readonly number[]; readonly top: number },
): Plot {
  const longest = Math.max(...curves.map(({ id }) => widthOfText(cutToRoom(id, mostLetters), 14, true)))
  const right = width - 58 - longest
  const positions = axis.values.map(value => positionOn(axis.kind, value))
  const [first, last] = [positions[0]!, positions.at(-1)!]
  const scale = logScale(known, plotHeight + 1)
  return {
    ...{ right, top, bottom: top + plotHeight, ticks: scale.ticks },
    x: i => left + ((positions[i]! - first) / (last - first || 1)) * (right - left),
    y: value => top + scale.line(value),
  }
}

function grid({ axis, metric }: Sweep, { right, top, bottom, ticks, x, y }: Plot): string[] {
  const { format, name } = axisInfo[axis.kind]
  const all = axis.values.map((value, i) => ({ text: format(value), at: x(i) }))
  const shown: typeof all = []
  for (const one of all) {
    const before = shown.at(-1)
    if (before === undefined || one.at - before.at > widthOfText(one.text + before.text, 13.5) / 2 + 8) shown.push(one)
  }
  return [
    label(`${metricInfo[metric].name}, ms (logarithmic)`, { x: left, y: top - 14, look: 'head' }),
    ...ticks.flatMap(tick => [
      stroke([left, y(tick)], [right, y(tick)], 'grid'),
      label(String(tick), { x: left - 8, y: y(tick) + 4, look: 'faint', anchor: 'end' }),
    ]),
    stroke([left, bottom], [right, bottom], 'axis'),
    ...all.map(({ at }) => stroke([at, bottom], [at, bottom + 5], 'axis')),
    ...shown.map(({ text, at }) => label(text, { x: at, y: bottom + 19, look: 'faint', anchor: 'middle' })),
    label(name, { x: (left + right) / 2, y: bottom + 38, look: 'head', anchor: 'middle' }),
  ]
}

/** The line, broken where a point between two is not told; its intervals; the way out of the picture. */
function line({ look, places, unstableAt }: Drawn, { top, x, y }: Plot): string[] {
  const d = places.map(({ i, value }, k) => `${places[k - 1]?.i === i - 1 ? 'L' : 'M'}${px(x(i))} ${px(y(value))}`)
  const last = places.findLast(({ i }) => unstableAt === undefined || i < unstableAt)
  const whiskers = places
    .filter(({ low, high }) => high > low)
    .map(({ i, low, high }) => stroke([x(i), y(low)], [x(i), y(high)], `whisker s${look}`))
  const dots = places.map(({ i, value }) =>
    element('circle', { cx: px(x(i)), cy: px(y(value)), r: 2.8, class: `f${look}` }),
  )
  return [
    ...(d.length === 0 ? [] : [element('path', { class: `line s${look} d${look}`, d: d.join('') })]),
    ...whiskers,
    ...dots,
    ...(unstableAt === undefined
      ? []
      : wayOut({ look, x: x(unstableAt), top, from: last && [x(last.i), y(last.value)] })),
  ]
}

/** To a cross on the upper edge: from there on a latency would only tell how long the run was. */
function wayOut({
  look,
  x,
  top,
  from,
}: {
  readonly look: string
  readonly x: number
  readonly top: number
  readonly from: readonly [number, number] | undefined
}): string[] {
  const cross = `M${px(x - 5)} ${px(top - 5)}l10 10M${px(x - 5)} ${px(top + 5)}l10 -10`
  return [
    ...(from === undefined ? [] : [stroke(from, [x, top], `guide s${look}`)]),
    element('path', { class: `line s${look}`, d: cross }),
  ]
}

function names(curves: readonly Drawn[], { right, top, bottom, x, y }: Plot): string[] {
  const ends = curves
    .filter(({ places, unstableAt }) => places.length > 0 || unstableAt !== undefined)
    .map(({ id, look, places, unstableAt }) => {
      const last = places.at(-1)
      const isOut = unstableAt !== undefined || last === undefined
      const from = isOut ? x(unstableAt ?? 0) : x(last.i)
      return { name: cutToRoom(id, mostLetters), look, y: isOut ? top : y(last.value), x: from }
    })
  return endLabels(ends, { x: right, top: top + 4, bottom: bottom - labelGap / 2 })
}

function subtitleOf({ scenario, rounds, curves }: Sweep): string {
  const more = curves.filter(curve => !isIdeal(curve)).slice(mostLines)
  const notDrawn = more.length === 0 ? '' : `; not drawn: ${whomOf(more.map(({ candidate }) => candidate.id))}`
  const range = rounds === 1 ? 'one round: no interval' : `upright lines: 95 % intervals of ${rounds} rounds`
  const hasCross = curves.some(curve => firstUnstable(curve) !== undefined)
  return `Scenario ${scenario.name}, virtual time; lower is better; ${range}${hasCross ? '; ×: from here on its queue grows' : ''}${notDrawn}`
}
