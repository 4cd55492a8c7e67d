import { holm } from '../stats/holm.js'
import { detectable, type Inference, type Interval, intervalOf, pBeyond } from '../stats/inference.js'
import { inferDifference, inferRatio } from '../stats/paired.js'
import { confidence } from '../stats/student.js'
import { withCounts } from './counted-share.js'
import { type MetricKey, type RoundMetrics, roundValue, variesByFactors } from './metric-key.js'
import type { Comparison, Results } from './results.js'

/** A metric, round by round. */
export interface Series {
  readonly rounds: readonly RoundMetrics[]
  readonly metric: MetricKey
}

/** left / right over the rounds both can tell; undefined where there is none, or a value is not positive. */
export function inferRatioOf(left: Series, right: Series): Inference | undefined {
  const [lefts, rights] = pairedRounds(left, right)
  const positive = [...lefts, ...rights].every(value => value > 0)
  return lefts.length > 0 && positive ? inferRatio(lefts, rights) : undefined
}

/**
 * left - factor * right over the rounds both can tell; undefined where there is none. Shares of requests have the error that counting
 * leaves, see `withCounts`.
 */
export function inferDifferenceOf(left: Series, right: Series, factor = 1): Inference | undefined {
  const pairs = facing(left, right)
  if (pairs.length === 0) return undefined
  const [lefts, rights] = valuesOf(pairs)
  const inference = inferDifference(
    lefts,
    rights.map(value => factor * value),
  )
  if (factor !== 1 || left.metric !== right.metric) return inference
  const [mine, others] = [pairs.map(({ left }) => left.round), pairs.map(({ right }) => right.round)]
  return withCounts(inference, { left: mine, right: others, metric: left.metric, paired: true })
}

/** `inferRatioOf` as an interval. */
export function ratioOf(left: Series, right: Series, level = confidence): Interval | undefined {
  const inference = inferRatioOf(left, right)
  return inference && intervalOf(inference, level)
}

/** `inferDifferenceOf` as an interval. */
export function differenceOf(left: Series, right: Series, factor = 1, level = confidence): Interval | undefined {
  const inference = inferDifferenceOf(left, right, factor)
  return inference && intervalOf(inference, level)
}

/** Values of the rounds both sides can tell; a round is the same requests for both. */
export function pairedRounds(left: Series, right: Series): readonly [number[], number[]] {
  return valuesOf(facing(left, right))
}

interface Told {
  readonly round: RoundMetrics
  readonly value: number
}

interface Faced {
  readonly left: Told
  readonly right: Told
}

function facing(left: Series, right: Series): Faced[] {
  const rights = new Map(right.rounds.map(one => [one.round, told(one, right.metric)]))
  return left.rounds.flatMap(round => {
    const [mine, other] = [told(round, left.metric), rights.get(round.round)]
    return mine === undefined || other === undefined ? [] : [{ left: mine, right: other }]
  })
}

function told(round: RoundMetrics, metric: MetricKey): Told | undefined {
  const value = roundValue(round, metric)
  return value === null ? undefined : { round, value }
}

const valuesOf = (pairs: readonly Faced[]): readonly [number[], number[]] => [
  pairs.map(({ left }) => left.value),
  pairs.map(({ right }) => right.value),
]

/** Whether an interval is known and excludes `neutral`: 1 for a ratio, 0 for a difference. */
export function excludes({ low, high }: Interval, neutral: number): boolean {
  return low !== null && high !== null && (low > neutral || high < neutral)
}

/** A candidate and its rounds. */
interface Contender {
  readonly id: string
  readonly rounds: readonly RoundMetrics[]
}

/**
 * Every candidate against the first, metric by metric, on what a user feels. Of each metric the p-values are corrected for
 * the number of candidates (Holm), and for the looks at the data.
 */
export function compareWithFirst(
  candidates: readonly Contender[],
  { confidence: level, looks }: Results['intervals'],
): Comparison[] {
  const [reference, ...others] = candidates
  if (reference === undefined) return []
  return compared.flatMap(metric => {
    const inferred = others.flatMap(({ id, rounds }) => {
      const inference = inferContrast({ rounds, metric }, { rounds: reference.rounds, metric })
      return inference === undefined ? [] : [{ id, inference, p: pDifferent(inference) }]
    })
    const adjusted = holm(inferred.map(({ p }) => p ?? 1)).map(p => Math.min(1, looks * p))
    return inferred.map(({ id, inference, p }, i) => ({
      candidate: id,
      reference: reference.id,
      metric,
      kind: kindOf(inference),
      estimate: intervalOf(inference, level),
      p,
      pAdjusted: p === null ? null : adjusted[i]!,
      differs: p !== null && adjusted[i]! <= 1 - confidence,
      detectable: smallestShown(inference, level),
    }))
  })
}

/** Ratios of what varies by factors, differences of what may be zero; undefined where no round can tell. */
export function inferContrast(left: Series, right: Series): Inference | undefined {
  return variesByFactors(left.metric) ? inferRatioOf(left, right) : inferDifferenceOf(left, right)
}

/** Two-sided p-value for "there is a difference"; null of a single round. */
export function pDifferent(inference: Inference): number | null {
  const neutral = kindOf(inference) === 'ratio' ? 1 : 0
  const [above, below] = [pBeyond(inference, 'above', neutral), pBeyond(inference, 'below', neutral)]
  return above === null || below === null ? null : Math.min(1, 2 * Math.min(above, below))
}

/** The smallest change these rounds would have shown: ratio - 1, or a difference; null of a single round. */
export function smallestShown(inference: Inference, level: number): number | null {
  const shown = detectable(inference, level)
  return shown === null || inference.scale === 'linear' ? shown : Math.exp(shown) - 1
}

const kindOf = ({ scale }: Inference): Comparison['kind'] => (scale === 'log' ? 'ratio' : 'difference')

const compared = ['p50Ms', 'p90Ms', 'p99Ms', 'meanMs', 'errorRate', 'jainBusy', 'affinity'] as const
