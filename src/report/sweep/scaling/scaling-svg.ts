import type { Scaling, ScalingCurve } from '../../../sweep/scaling/scaling.js'
import { linearTicks } from '../../chart/ticks.js'
import { whomOf } from '../../drill/incident-text.js'
import { list } from '../../list.js'
import { endLabels, labelGap } from '../../svg/end-labels.js'
import { label, px, stroke } from '../../svg/frame.js'
import { lookOf, mostLines } from '../../svg/palette.js'
import { drawSheet, topOf } from '../../svg/picture.js'
import { cutToRoom, widthOfText } from '../../svg/text-room.js'
import { wrapped } from '../../wrapped.js'
import { element } from '../../xml.js'
import { headlineText, scalingHeadline } from '../headlines.js'
import { thousands } from '../thousands.js'
import { scalingSentences } from './scaling-sentences.js'

const width = 780
const left = 76
const plotHeight = 320
const mostLetters = 20

/**
 * The highest rate under the objective by number of backends, a line a candidate, both from 0 so that a straight line is one; beside
 * it what as many single ones would carry. Undefined where nobody meets the objective.
 */
export function scalingSvg(scaling: Scaling): string | undefined {
  const curves = drawnOf(scaling)
  if (curves.length === 0) return undefined
  const title = wrapped(headlineText(scalingHeadline(scaling)), 74).slice(0, 2)
  const subtitle = wrapped(subtitleOf(scaling, curves), 100)
  const plot = plotOf(scaling, curves, topOf({ title, subtitle }) + 36)
  const sheet = { width, height: plot.bottom + 46, title, subtitle, description: scalingSentences(scaling).join(' ') }
  return drawSheet(sheet, [...grid(scaling, plot), ...curves.flatMap(one => line(one, plot)), ...names(curves, plot)])
}

/** A fleet that meets the objective at some rate. */
interface Place {
  readonly i: number
  readonly backends: number
  readonly rate: number
}

interface Drawn {
  readonly id: string
  readonly look: string
  /** One at least. */
  readonly places: readonly Place[]
}

const isIdeal = ({ candidate }: ScalingCurve): boolean => candidate.strategy === 'ideal'

/** The ideal is grey, and the eight candidates before it have the colours that they have everywhere. */
function drawnOf({ curves }: Scaling): Drawn[] {
  const real = curves.filter(curve => !isIdeal(curve))
  return [...real.slice(0, mostLines), ...curves.filter(isIdeal)]
    .map(curve => ({
      ...{ id: curve.candidate.id, look: isIdeal(curve) ? 'x' : lookOf(real.indexOf(curve)) },
      places: curve.points.flatMap(({ backends, ratePerSecond: rate }, i) =>
        rate === null ? [] : [{ i, backends, rate }],
      ),
    }))
    .filter(({ places }) => places.length > 0)
}

interface Plot {
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** What one backend carries alone, at most; undefined where no smallest fleet meets the objective. */
  readonly alone: number | undefined
  readonly ticks: readonly number[]
  readonly x: (backends: number) => number
  readonly y: (rate: number) => number
}

function plotOf({ fleets, curves }: Scaling, drawn: readonly Drawn[], top: number): Plot {
  const longest = Math.max(...drawn.map(({ id }) => widthOfText(cutToRoom(id, mostLetters), 14, true)))
  const [right, bottom] = [width - 58 - longest, top + plotHeight]
  const largest = fleets.at(-1)!.backends
  const rates = curves.flatMap(({ points: [first] }) =>
    first!.ratePerSecond === null ? [] : [first!.ratePerSecond / first!.backends],
  )
  const alone = rates.length === 0 ? undefined : Math.max(...rates)
  const highest = Math.max(...drawn.flatMap(({ places }) => places.map(({ rate }) => rate)), largest * (alone ?? 0))
  const most = highest * 1.04
  const x = (backends: number): number => left + (backends / largest) * (right - left)
  const y = (rate: number): number => bottom - (rate / most) * plotHeight
  return { right, top, bottom, alone, ticks: linearTicks(0, most), x, y }
}

function grid({ fleets }: Scaling, { right, top, bottom, alone, ticks, x, y }: Plot): string[] {
  const all = fleets.map(({ backends }) => ({ text: String(backends), at: x(backends) }))
  const shown: typeof all = []
  for (const one of all) {
    const before = shown.at(-1)
    if (before === undefined || one.at - before.at > widthOfText(one.text + before.text, 13.5) / 2 + 8) shown.push(one)
  }
  return [
    label('highest rate that holds, requests a second', { x: left, y: top - 14, look: 'head' }),
    ...ticks.flatMap(tick => [
      stroke([left, y(tick)], [right, y(tick)], 'grid'),
      label(thousands(tick), { x: left - 8, y: y(tick) + 4, look: 'faint', anchor: 'end' }),
    ]),
    stroke([left, bottom], [right, bottom], 'axis'),
    ...(alone === undefined ? [] : [stroke([left, bottom], [right, y(alone * fleets.at(-1)!.backends)], 'axis')]),
    ...all.map(({ at }) => stroke([at, bottom], [at, bottom + 5], 'axis')),
    ...shown.map(({ text, at }) => label(text, { x: at, y: bottom + 19, look: 'faint', anchor: 'middle' })),
    label('backends', { x: (left + right) / 2, y: bottom + 38, look: 'head', anchor: 'middle' }),
  ]
}

/** Broken where a fleet between two meets the objective at no rate. */
function line({ look, places }: Drawn, { x, y }: Plot): string[] {
  const d = places.map(
    ({ i, backends, rate }, k) => `${places[k - 1]?.i === i - 1 ? 'L' : 'M'}${px(x(backends))} ${px(y(rate))}`,
  )
  return [
    element('path', { class: `line s${look} d${look}`, d: d.join('') }),
    ...places.map(({ backends, rate }) =>
      element('circle', { cx: px(x(backends)), cy: px(y(rate)), r: 2.8, class: `f${look}` }),
    ),
  ]
}

function names(curves: readonly Drawn[], { right, top, bottom, x, y }: Plot): string[] {
  const ends = curves.map(({ id, look, places }) => {
    const { backends, rate } = places.at(-1)!
    return { name: cutToRoom(id, mostLetters), look, y: y(rate), x: x(backends) }
  })
  return endLabels(ends, { x: right, top: top + 4, bottom: bottom - labelGap / 2 })
}

function subtitleOf({ scenario, fleets, slos, curves }: Scaling, drawn: readonly Drawn[]): string {
  const missing = curves.map(({ candidate }) => candidate.id).filter(id => drawn.every(one => one.id !== id))
  const notDrawn = missing.length === 0 ? '' : `; not drawn: ${whomOf(missing)}`
  const straight = curves.some(({ points: [first] }) => first!.ratePerSecond !== null)
    ? '; thin line: as many single ones'
    : ''
  return `Scenario ${scenario.name}, virtual time, up to ${fleets.at(-1)!.backends} backends under ${list(slos)}; higher is better${straight}${notDrawn}`
}
