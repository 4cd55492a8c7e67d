import { type Interval, intervalOf } from '../stats/inference.js'
import { inferRatio } from '../stats/paired.js'
import { confidence } from '../stats/student.js'
import type { Axis } from './axis.js'
import type { Curve, SweepMetric } from './curve.js'
import { type Stretch, stretchesBelow, type Values } from './stretches.js'

/** Where on the axis one candidate is about as fast as the best one, and where it is faster. */
export interface Agreement {
  readonly candidate: string
  readonly best: string
  /** This candidate over the best one, paired by round; null where one of both has no latency. A point a value of the axis. */
  readonly ratios: readonly (Interval | null)[]
  /** Not more than `within` slower. */
  readonly equal: readonly Stretch[]
  /** Faster, and at some point of the axis beyond doubt. */
  readonly faster: readonly Stretch[]
}

export interface AgreementOptions {
  readonly axis: Axis
  readonly metric: SweepMetric
  /** How much slower still counts as equal, a share. */
  readonly within: number
}

/** Holds one curve against another one, the best. */
export function agreementWith(best: Curve, curve: Curve, { axis, metric, within }: AgreementOptions): Agreement {
  const ratios = curve.points.map((point, i) => ratioAt(point.rounds[metric], best.points[i]!.rounds[metric]))
  const line = ratios.map(ratio => (ratio === null ? null : Math.log(ratio.value)))
  const rounds = roundLines(best, curve, metric)
  const proven = ratios.map(ratio => (ratio === null ? Infinity : Math.log(ratio.low ?? ratio.value)))
  const stretches = (level: number): Stretch[] => stretchesBelow({ axis, line, proven, rounds, level })
  const isProven = ({ from, to }: Stretch): boolean =>
    ratios.some((ratio, i) => inside(axis.values[i]!, from.at, to.at) && ratio !== null && (ratio.high ?? 1) < 1)
  return {
    candidate: curve.candidate.id,
    best: best.candidate.id,
    ratios,
    equal: stretches(Math.log(1 + within)),
    faster: stretches(0).filter(isProven),
  }
}

function ratioAt(lefts: Values, rights: Values): Interval | null {
  if (lefts.includes(null) || rights.includes(null) || lefts.length === 0) return null
  return intervalOf(inferRatio(lefts as readonly number[], rights as readonly number[]), confidence)
}

/** The logarithm of the ratio along the axis, for each round alone. */
function roundLines(best: Curve, curve: Curve, metric: SweepMetric): Values[] {
  const rounds = curve.points[0]!.rounds[metric].length
  return Array.from({ length: rounds }, (_, round) =>
    curve.points.map((point, i) => {
      const [left, right] = [point.rounds[metric][round]!, best.points[i]!.rounds[metric][round]!]
      return left === null || right === null ? null : Math.log(left) - Math.log(right)
    }),
  )
}

const inside = (value: number, from: number, to: number): boolean => value >= from && value <= to
