import { inferDifferenceOf } from '../../results/comparison.js'
import { type Interval, intervalOf } from '../../stats/inference.js'
import { confidence } from '../../stats/student.js'
import { evidenceOf } from './evidence.js'
import { estimateOf, isOpen, keyOf } from './measured.js'
import type { Measure, Trade, VaryPoint } from './vary.js'

/** A point that costs nothing: not shown to be worse than another one in x, and better in y beyond doubt. */
export interface Bargain {
  /** Numbers of the points. */
  readonly point: number
  readonly other: number
  /** Of y, the other's over the point's; Infinity where the point has none. */
  readonly times: number
  /** Of x: less beyond doubt; as much, within 10 % beyond doubt; or the rounds cannot tell. */
  readonly how: 'sooner' | 'same' | 'untold'
}

/** A difference in x below this share of it is none. */
const asGood = 0.1

/** Fewer times than this is nothing to speak of. */
const leastTimes = 1.5

/**
 * Points of the front that beat another one in y, and by much; each point of both sides once, the greatest bargains first.
 */
export function bargainsOf(points: readonly VaryPoint[], { x, y, looks, front }: Trade): Bargain[] {
  const [across, up] = [evidenceOf(points, x, looks), evidenceOf(points, y, looks)]
  const isBargain = (point: number, other: number): boolean =>
    up.hasLess(point, other) && !across.mayHaveLess(other, point) && !isOpen(points[point]!, x)
  const found = front.flatMap(point =>
    points.flatMap((_, other): Bargain[] => {
      const times = other === point ? undefined : timesOf(points, { point, other, y })
      if (times === undefined || !isBargain(point, other)) return []
      const how = across.hasLess(point, other) ? 'sooner' : sameness(points[point]!, points[other]!, x)
      return [{ point, other, times, how }]
    }),
  )
  const costOf = ({ other }: Bargain): number => estimateOf(points[other]!, y)!.value
  found.sort((a, b) => (a.times === b.times ? costOf(b) - costOf(a) : b.times - a.times))
  return found.filter(
    (one, i) => !found.slice(0, i).some(before => before.point === one.point || before.other === one.other),
  )
}

/** Undefined where one is unknown, or it is nothing to speak of. */
function timesOf(
  points: readonly VaryPoint[],
  { point, other, y }: Pick<Bargain, 'point' | 'other'> & Pick<Trade, 'y'>,
): number | undefined {
  const [mine, theirs] = [point, other].map(k => estimateOf(points[k]!, y)?.value)
  if (mine === undefined || theirs === undefined || theirs < mine * leastTimes || theirs === 0) return undefined
  return mine === 0 ? Infinity : theirs / mine
}

/** `same` where the whole interval of their difference is too small to count. */
function sameness(one: VaryPoint, other: VaryPoint, measure: Measure): 'same' | 'untold' {
  const gap = difference(one, other, measure)
  const theirs = estimateOf(other, measure)?.value
  if (gap === undefined || theirs === undefined || gap.low === null || gap.high === null) return 'untold'
  return gap.high <= asGood * theirs && gap.low >= -asGood * theirs ? 'same' : 'untold'
}

function difference(one: VaryPoint, other: VaryPoint, measure: Measure): Interval | undefined {
  const metric = keyOf(measure)
  const inference = inferDifferenceOf({ rounds: one.rounds, metric }, { rounds: other.rounds, metric })
  return inference && intervalOf(inference, confidence)
}
