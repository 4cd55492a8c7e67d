import type { Interval } from '../stats/interval.js'
import { pairedDifference, pairedRatio } from '../stats/paired.js'
import type { CandidateResult, Comparison, MetricName } from './results.js'

/** A metric, round by round. */
export interface Series {
  readonly rounds: readonly RoundMetrics[]
  readonly metric: MetricName
}

/** What one round showed; null where it cannot tell a metric. */
export interface RoundMetrics {
  readonly round: number
  readonly metrics: Readonly<Record<MetricName, number | null>>
}

/** left / right over the rounds both can tell; undefined where there is none, or a value is not positive. */
export function ratioOf(left: Series, right: Series): Interval | undefined {
  const [lefts, rights] = pairedRounds(left, right)
  const positive = [...lefts, ...rights].every(value => value > 0)
  return lefts.length > 0 && positive ? pairedRatio(lefts, rights) : undefined
}

/** left - factor * right over the rounds both can tell; undefined where there is none. */
export function differenceOf(left: Series, right: Series, factor = 1): Interval | undefined {
  const [lefts, rights] = pairedRounds(left, right)
  const scaled = rights.map(value => factor * value)
  return lefts.length > 0 ? pairedDifference(lefts, scaled) : undefined
}

/** Values of the rounds both sides can tell; a round is the same requests for both. */
export function pairedRounds(left: Series, right: Series): readonly [number[], number[]] {
  const rights = new Map(right.rounds.map(({ round, metrics }) => [round, metrics[right.metric]]))
  const pairs = left.rounds
    .map(({ round, metrics }) => [metrics[left.metric], rights.get(round) ?? null] as const)
    .filter((pair): pair is readonly [number, number] => pair[0] !== null && pair[1] !== null)
  return [pairs.map(([value]) => value), pairs.map(([, value]) => value)]
}

/** Whether an interval is known and excludes `neutral`: 1 for a ratio, 0 for a difference. */
export function excludes({ low, high }: Interval, neutral: number): boolean {
  return low !== null && high !== null && (low > neutral || high < neutral)
}

/** Every candidate against the first, on what a user feels. Latencies only: a ratio of error rates may divide by zero. */
export function compareWithFirst(candidates: readonly CandidateResult[]): Comparison[] {
  const [reference, ...others] = candidates
  if (reference === undefined) return []
  return others.flatMap(candidate =>
    compared.flatMap(metric => {
      const ratio = ratioOf({ rounds: candidate.rounds, metric }, { rounds: reference.rounds, metric })
      if (ratio === undefined) return []
      return [{ candidate: candidate.id, reference: reference.id, metric, ratio, differs: excludes(ratio, 1) }]
    }),
  )
}

const compared = ['p50Ms', 'p90Ms', 'p99Ms', 'meanMs'] as const
