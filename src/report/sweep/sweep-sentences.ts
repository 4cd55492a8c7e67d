import { formatChange, formatNumber } from '../../results/format-metric.js'
import { metricInfo } from '../../results/metric-info.js'
import type { Agreement } from '../../sweep/agreement.js'
import { axisInfo } from '../../sweep/axis.js'
import { type Curve, type CurvePoint, isIdeal } from '../../sweep/curve.js'
import type { Edge, Stretch } from '../../sweep/stretches.js'
import type { Sweep } from '../../sweep/sweep.js'
import { formatShare } from '../../units.js'
import { list } from '../list.js'

/** What the sweep says: who is best, up to where the others keep up, and where queues grow; never more than the data can show. */
export function sweepSentences(sweep: Sweep): string[] {
  return [
    ...bestSentence(sweep),
    ...sweep.agreements.flatMap(one => agreementSentences(one, sweep)),
    ...unstable(sweep),
    ...unsettled(sweep),
  ]
}

function bestSentence({ best, curves, metric }: Sweep): string[] {
  const real = curves.filter(curve => !isIdeal(curve))
  if (best === null || real.length < 2) return []
  const known = new Set(real.map(({ points }) => points.filter(({ latency }) => latency[metric] !== null).length))
  const longest = known.size === 1 ? '' : 'it is stable for longest, and '
  const name = metricInfo[metric].name
  return [
    `The others are held against ${best}: ${longest}its ${name} is the lowest in the geometric mean over the points.`,
  ]
}

function agreementSentences(agreement: Agreement, sweep: Sweep): string[] {
  const { candidate, best, equal, faster } = agreement
  const share = formatShare(sweep.within)
  const places = (stretches: readonly Stretch[]): string => list(stretches.map(stretch => stretchText(stretch, sweep)))
  const within =
    equal.length === 0
      ? nowhere(agreement, sweep)
      : `${candidate} is within ${share} of ${best} ${places(equal)}${sureness(equal, sweep)}.`
  return faster.length === 0
    ? [within]
    : [within, `${candidate} is faster than ${best} ${places(faster)}${sureness(faster, sweep)}.`]
}

function nowhere({ candidate, best, ratios }: Agreement, { axis, within, metric }: Sweep): string {
  const known = ratios.flatMap((ratio, i) => (ratio === null ? [] : [{ ratio: ratio.value, at: axis.values[i]! }]))
  if (known.length === 0)
    return `${candidate} cannot be held against ${best}: there is no point at which both are stable.`
  const closest = known.reduce((a, b) => (b.ratio < a.ratio ? b : a))
  return `${candidate} is nowhere within ${formatShare(within)} of ${best}: closest at ${point(closest.at, axis)}, where its ${metricInfo[metric].name} is ${higher(closest.ratio)}.`
}

/** "20 % higher"; from double on "3.20 times as high". */
const higher = (ratio: number): string =>
  ratio < 2 ? `${formatChange(ratio - 1).replace('+', '')} % higher` : `${formatNumber(ratio)} times as high`

function stretchText({ from, to }: Stretch, { axis }: Sweep): string {
  const { format } = axisInfo[axis.kind]
  if (from.kind === 'end' && to.kind === 'end') return `everywhere from ${format(from.at)} to ${point(to.at, axis)}`
  if (from.kind === 'end') return `up to ${edgeText(to, axis)}`
  if (to.kind === 'end') return `from ${edgeText(from, axis)} on`
  return `from ${edgeText(from, axis)} to ${edgeText(to, axis)}`
}

function edgeText({ at, kind, beyond, low, high }: Edge, axis: Sweep['axis']): string {
  const { format } = axisInfo[axis.kind]
  if (kind === 'gap') return `${point(at, axis)} (nothing to compare at ${format(beyond!)})`
  const range = low === null || high === null ? '' : ` [${format(low)}, ${format(high)}]`
  return `${point(at, axis)}${range}`
}

const point = (value: number, { kind }: Sweep['axis']): string =>
  `${axisInfo[kind].format(value)} ${axisInfo[kind].noun}`

/** An interval speaks for itself; where a crossing has none, the reader must not take it for exact. */
function sureness(stretches: readonly Stretch[], { rounds }: Sweep): string {
  const crossings = stretches.flatMap(({ from, to }) => [from, to]).filter(({ kind }) => kind === 'crossing')
  if (crossings.length === 0) return ''
  if (rounds === 1) return ' (one round: no interval)'
  const isVague = crossings.some(({ low }) => low === null)
  return isVague ? ` (${rounds} rounds, which disagree on where)` : ` (${rounds} rounds)`
}

function unstable({ curves, axis }: Sweep): string[] {
  return curves.flatMap(curve => {
    const from = curve.points.findIndex(({ stability }) => stability === 'unstable')
    if (from === -1) return []
    const isLast = curve.points.slice(from).every(({ stability }) => stability === 'unstable')
    const where = isLast ? `from ${limit(curve, from, axis)} on` : `at ${unstablePoints(curve, axis)}`
    return [
      `${curve.candidate.id} is unstable ${where}: ${reason(curve.points[from]!)}, so its queue grows as long as the run lasts.`,
    ]
  })
}

function unsettled({ curves, axis }: Sweep): string[] {
  const { format, noun } = axisInfo[axis.kind]
  return curves.flatMap(({ candidate, points }) => {
    const values = axis.values.filter((_, i) => points[i]!.stability === 'unsettled')
    if (values.length === 0) return []
    return [
      `${candidate.id} is unsettled at ${list(values.map(format))} ${noun}: the run is too short to tell, a longer one may (--requests).`,
    ]
  })
}

/** Where the most loaded backend reaches 100 %, on the straight line between two points; else the first point. */
function limit({ points }: Curve, from: number, axis: Sweep['axis']): string {
  const [before, after] = [points[from - 1]?.busiest, points[from]?.busiest]
  const [left, right] = [axis.values[from - 1], axis.values[from]!]
  if (left === undefined || !before || !after || before.load >= 1 || after.load < 1) return point(right, axis)
  return `about ${point(left + ((right - left) * (1 - before.load)) / (after.load - before.load), axis)}`
}

function unstablePoints({ points }: Curve, axis: Sweep['axis']): string {
  const { format, noun } = axisInfo[axis.kind]
  const values = axis.values.filter((_, i) => points[i]!.stability === 'unstable')
  return `${list(values.map(format))} ${noun}`
}

function reason({ busiest }: CurvePoint): string {
  if (busiest === null || busiest.load < 1) return 'more comes in than the backends can serve'
  return `${busiest.backend} is sent more than it can serve`
}
