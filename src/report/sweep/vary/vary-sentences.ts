import { type Bargain, bargainsOf } from '../../../sweep/vary/bargains.js'
import { estimateOf, isOpen } from '../../../sweep/vary/measured.js'
import type { Measure, Trade, Vary } from '../../../sweep/vary/vary.js'
import { list } from '../../list.js'
import { measureWithUnit } from './measure-text.js'
import { pointMark, pointName } from './vary-names.js'
import { varyNotes } from './vary-notes.js'

/** What the settings trade: who is on the front, what costs nothing, and what did not differ. */
export function varySentences(vary: Vary): string[] {
  const { trade, points } = vary
  if (trade === null) return ['Nothing that was measured differs enough between these settings to be traded.']
  const found = bargainsOf(points, trade).slice(0, mostBargains)
  return [
    front(vary, trade),
    ...found.map(bargain => bargainText(vary, trade, bargain)),
    ...soundOnes(vary),
    ...leftOut(vary, trade),
    ...varyNotes(vary),
  ]
}

const mostBargains = 3

/** More names than this are no sentence. */
const mostNames = 8

function front(vary: Vary, trade: Trade): string {
  const { x, y } = trade
  const groups = placesOfFront(vary, trade)
  const names = groups.map(({ points, place }) =>
    points.length === 1
      ? `${pointMark(points[0]!)} (${pointName(vary, points[0]!)}: ${place})`
      : `${marksText(points)} (${place})`,
  )
  const shown = names.length > mostNames ? [...names.slice(0, mostNames), `${names.length - mostNames} more`] : names
  if (groups.length > 1) return `On the front, where ${lessOf(x)} more ${noun(y)}: ${list(shown)}.`
  if (trade.front.length === 1) return `One setting is best in both, ${noun(x)} and ${noun(y)}: ${names[0]!}.`
  return `Nothing is traded: ${marksText(trade.front)} are best in both, ${noun(x)} and ${noun(y)} (${groups[0]!.place}).`
}

/** Points of the front that look the same are one place of it. */
function placesOfFront(vary: Vary, { x, y, front }: Trade): { points: number[]; place: string }[] {
  const places = new Map<string, number[]>()
  for (const k of front) {
    const place = `${valueText(vary, k, x)}, ${valueText(vary, k, y)}`
    places.set(place, [...(places.get(place) ?? []), k])
  }
  return [...places].map(([place, points]) => ({ place, points }))
}

const marksText = (points: readonly number[]): string =>
  points.length > mostNames
    ? list([...points.slice(0, mostNames - 1).map(pointMark), `${points.length - mostNames + 1} more`])
    : list(points.map(pointMark))

function bargainText(vary: Vary, { x, y }: Trade, { point, other, times, isSooner }: Bargain): string {
  const than = `${pointName(vary, other)} (${valueText(vary, point, x)} against ${valueText(vary, other, x)})`
  const [same, sooner] = verbs[x.metric] ?? [`is as good in ${noun(x)} as`, `is better in ${noun(x)} than`]
  const how = isSooner ? sooner : same
  const gain =
    times === Infinity
      ? `without any ${noun(y)}, of which the other has ${valueText(vary, other, y)}`
      : `with ${Number(times.toPrecision(2))} times fewer ${noun(y)}`
  return `${pointName(vary, point)} ${how} ${than}, ${gain}.`
}

function soundOnes({ points }: Vary): string[] {
  const counts = points.flatMap(({ incidents }) => (incidents ?? []).map(({ metrics }) => metrics.wrongEjections))
  const seen = counts.filter(count => count !== null)
  return seen.length > 0 && seen.every(({ value }) => value === 0) ? ['No setting puts a sound backend out.'] : []
}

function leftOut({ points }: Vary, { x, y }: Trade): string[] {
  const out = points.flatMap((point, k) =>
    estimateOf(point, x) === null || estimateOf(point, y) === null ? [pointMark(k)] : [],
  )
  return out.length === 0 ? [] : [`Not in the picture, as they cannot tell both: ${list(out)}.`]
}

function valueText({ points }: Vary, k: number, measure: Measure): string {
  const estimate = estimateOf(points[k]!, measure)
  const least = isOpen(points[k]!, measure) ? '> ' : ''
  return estimate === null ? '-' : `${least}${measureWithUnit(measure, estimate.value)}${suffix[measure.metric] ?? ''}`
}

/** As many as they are counted, the verb with them. */
const lessOf = (measure: Measure): string =>
  counted.has(measure.metric) ? `fewer ${noun(measure)} cost` : `less ${noun(measure)} costs`

const counted = new Set<string>(['retriesSpent', 'backendSeconds'])

/** What a bare number in a sentence counts. */
const suffix: Readonly<Record<string, string>> = {
  hurt: ' hurt',
  wrongEjections: ' wrongly out',
  retriesSpent: ' retries',
  backendSeconds: ' backend-seconds',
  missedRequests: ' missed',
  missedSeconds: ' missed',
}

/** In a sentence: "time to detection". */
export const noun = ({ metric }: Measure): string => nouns[metric] ?? metric

const nouns: Readonly<Record<string, string>> = {
  detectionMs: 'time to detection',
  recoveryMs: 'time to recovery',
  hurt: 'requests hurt',
  wrongEjections: 'false ejections',
  retriesSpent: 'retries',
  backendSeconds: 'backend-seconds',
  missedRequests: 'requests that miss the objective',
  missedSeconds: 'seconds that miss the objective',
  errorRate: 'failed requests',
  p50Ms: 'p50',
  p99Ms: 'p99',
}

const verbs: Readonly<Record<string, readonly [same: string, sooner: string]>> = {
  detectionMs: ['detects as soon as', 'detects sooner than'],
  recoveryMs: ['recovers as soon as', 'recovers sooner than'],
  retriesSpent: ['spends no more retries than', 'spends fewer retries than'],
  backendSeconds: ['takes about as many backend-seconds as', 'takes fewer backend-seconds than'],
}
