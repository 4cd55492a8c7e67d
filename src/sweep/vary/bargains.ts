import { type Interval, intervalOf } from '../../stats/inference.js'
import { inferDifference } from '../../stats/paired.js'
import { confidence } from '../../stats/student.js'
import { estimateOf, roundsOf } from './measured.js'
import type { Measure, Trade, VaryPoint } from './vary.js'

/** A point that costs nothing: as good as another one in x, and better in y beyond doubt. */
export interface Bargain {
  /** Numbers of the points. */
  readonly point: number
  readonly other: number
  /** Of y, the other's over the point's; Infinity where the point has none. */
  readonly times: number
  /** Less x beyond doubt, not just as much. */
  readonly isSooner: boolean
}

/** A difference in x below this share of it is none. */
const asGood = 0.1

/** Fewer times than this is nothing to speak of. */
const leastTimes = 1.5

/**
 * Points of the front that are as good as another one in x (within 10 %, or the rounds cannot tell them apart) and better
 * in y, by differences paired by round; each point of both sides once, the greatest bargains first.
 */
export function bargainsOf(points: readonly VaryPoint[], { x, y, front }: Trade): Bargain[] {
  const found = front.flatMap(point =>
    points.flatMap((_, other) => (other === point ? [] : bargainOf(points, { point, other }, { x, y }))),
  )
  const costOf = ({ other }: Bargain): number => estimateOf(points[other]!, y)!.value
  found.sort((a, b) => (a.times === b.times ? costOf(b) - costOf(a) : b.times - a.times))
  return found.filter(
    (one, i) => !found.slice(0, i).some(before => before.point === one.point || before.other === one.other),
  )
}

function bargainOf(
  points: readonly VaryPoint[],
  pair: Pick<Bargain, 'point' | 'other'>,
  { x, y }: Pick<Trade, 'x' | 'y'>,
): Bargain[] {
  const [one, other] = [points[pair.point]!, points[pair.other]!]
  const [mine, theirs] = [estimateOf(one, y)?.value, estimateOf(other, y)?.value]
  if (mine === undefined || theirs === undefined || theirs < mine * leastTimes || theirs === 0) return []
  const gap = difference(one, other, x)
  if (gap === undefined || !isAsGood(gap, estimateOf(other, x)!.value)) return []
  const surplus = difference(one, other, y)
  if (surplus?.high == null || surplus.high >= 0) return []
  return [{ ...pair, times: mine === 0 ? Infinity : theirs / mine, isSooner: gap.high !== null && gap.high < 0 }]
}

function isAsGood({ value, low, high }: Interval, theirs: number): boolean {
  const isUntold = low !== null && high !== null && low <= 0 && high >= 0
  return value <= 0 || isUntold || value <= asGood * theirs
}

function difference(one: VaryPoint, other: VaryPoint, measure: Measure): Interval | undefined {
  const [mine, theirs] = [roundsOf(one, measure), roundsOf(other, measure)]
  const common = [...mine.keys()].filter(round => theirs.has(round))
  if (common.length === 0) return undefined
  const inference = inferDifference(
    common.map(round => mine.get(round)!),
    common.map(round => theirs.get(round)!),
  )
  return intervalOf(inference, confidence)
}
