import { inferDifferenceOf, inferRatioOf, pDifferent, smallestShown } from '../results/comparison.js'
import { estimateOf, infoOf, type MetricKey, roundValue, variesByFactors } from '../results/metric-key.js'
import type { CandidateResult, Results } from '../results/results.js'
import { type Inference, type Interval, intervalOf } from '../stats/inference.js'
import { roundsToShow } from '../stats/rounds-to-show.js'
import { confidence } from '../stats/student.js'
import { correctedForAllPairs, isShown } from './all-pairs.js'

/**
 * `best`: shown to be better than some other; `~`: not shown to be worse than the best; `worse`; `none`: no ranking, or nobody
 * differs at all.
 */
export type Standing = 'best' | '~' | 'worse' | 'none'

export interface Ranked {
  readonly candidate: CandidateResult
  readonly standing: Standing
  /** This candidate over the best one, paired by round; undefined for the best itself and where there is no ratio. */
  readonly ratio: Interval | undefined
  /** The smallest ratio - 1 (or difference) to the best that these rounds would have shown; null where there is no telling. */
  readonly detectable: number | null
  /** How many rounds as noisy as these would show a difference of `worthSeeing` to the best: up to `mostRounds`, else Infinity; null where there is no telling. */
  readonly roundsToShow: number | null
  /** The same of a difference as large as it looks. */
  readonly roundsIfSo: number | null
}

/** A ratio - 1: less is seldom worth more rounds. */
export const worthSeeing = 0.2

/** Nobody waits for more. */
export const mostRounds = 64

/**
 * Candidates in the order of one metric, best first; those that cannot tell it are left out. With a single round, or a
 * metric that has no better, nobody is best.
 *
 * Each is held against the best by estimate, and who is best is chosen by the same data: whoever was lucky stands beside whoever
 * was not. Correcting for the comparisons with the best alone (Hsu 1984) only keeps the one that is truly best from being denied;
 * of ten that are all alike it names a winner in 12 % of the runs. So p-values are corrected for all pairs of different ones, and the probability
 * that any `worse` of a metric is wrong is 5 % at most.
 */
export function ranking(
  candidates: readonly CandidateResult[],
  metric: MetricKey,
  intervals: Results['intervals'],
): Ranked[] {
  const sign = infoOf(metric).better === 'higher' ? -1 : 1
  const value = (candidate: CandidateResult): number => sign * estimateOf(candidate, metric)!.value
  const known = candidates
    .filter(candidate => estimateOf(candidate, metric) !== null)
    .sort((a, b) => value(a) - value(b))
  const [best] = known
  if (best === undefined) return []
  const compared = withBest(known, metric, intervals)
  const first = standingOfFirst(compared)
  const ranked = compared.map(one => ({ ...one, standing: one.standing === 'equal' ? first : one.standing }))
  return [{ candidate: best, standing: first, ...unknown }, ...ranked]
}

/** The standing of each candidate by id, for marking table cells. */
export function standings(
  candidates: readonly CandidateResult[],
  metric: MetricKey,
  intervals: Results['intervals'],
): ReadonlyMap<string, Standing> {
  return new Map(ranking(candidates, metric, intervals).map(({ candidate, standing }) => [candidate.id, standing]))
}

/** `equal`: the same in every round (no errors anywhere): it shares whatever the best one is. */
type Compared = Omit<Ranked, 'standing'> & { readonly standing: Standing | 'equal' }

function withBest(known: readonly CandidateResult[], metric: MetricKey, intervals: Results['intervals']): Compared[] {
  const { confidence: level, looks } = intervals
  const [best, ...others] = known
  const kinds = kindsOf(known, metric)
  const [first, ...different] = kinds.map(([one]) => one!)
  const { adjusted, factor } = correctedForAllPairs(
    different.map(one => pOf(contrast(one, first!, metric))),
    kinds,
    { pOf: ([left], [right]) => pOf(contrast(left!, right!, metric)), looks },
  )
  // What one more pair would have had to reach.
  const nextLevel = 1 - (1 - confidence) / (looks * factor)
  return others.map(candidate => {
    const inference = contrast(candidate, best!, metric)
    if (inference === undefined) return { candidate, standing: 'none', ...unknown }
    const gap = intervalOf(inference, level)
    const p = adjusted[kinds.findIndex(kind => kind.includes(candidate)) - 1] ?? 1
    return {
      candidate,
      standing: standingOf(gap, { inference, metric, isShown: isShown(p) }),
      ratio: inference.scale === 'log' ? gap : undefined,
      detectable: smallestShown(inference, nextLevel),
      ...roundsFor(inference, nextLevel),
    }
  })
}

const unknown = { ratio: undefined, detectable: null, roundsToShow: null, roundsIfSo: null }

function roundsFor(inference: Inference, level: number): Pick<Ranked, 'roundsToShow' | 'roundsIfSo'> {
  if (inference.scale !== 'log') return unknown
  const showing = (effect: number): number | null => roundsToShow(inference, { effect, level, most: mostRounds })
  return { roundsToShow: showing(Math.log(1 + worthSeeing)), roundsIfSo: showing(Math.abs(Math.log(inference.value))) }
}

/** Those that are the same in every round are compared as one: between two names of one thing there is nothing to be wrong about. */
function kindsOf(known: readonly CandidateResult[], metric: MetricKey): (readonly CandidateResult[])[] {
  const kinds = new Map<string, CandidateResult[]>()
  for (const candidate of known) {
    const key = candidate.rounds.map(one => `${one.round} ${roundValue(one, metric)}`).join(', ')
    kinds.set(key, [...(kinds.get(key) ?? []), candidate])
  }
  return [...kinds.values()]
}

const pOf = (inference: Inference | undefined): number => (inference && pDifferent(inference)) ?? 1

/** left / right where that is possible, else left - right. */
function contrast(left: CandidateResult, right: CandidateResult, metric: MetricKey): Inference | undefined {
  const [lefts, rights] = [
    { rounds: left.rounds, metric },
    { rounds: right.rounds, metric },
  ]
  const ratio = variesByFactors(metric) ? inferRatioOf(lefts, rights) : undefined
  return ratio ?? inferDifferenceOf(lefts, rights)
}

interface Evidence {
  readonly inference: Inference
  readonly metric: MetricKey
  readonly isShown: boolean
}

/** A claim never contradicts its own interval, which an outlier may have widened. */
function standingOf({ low, high }: Interval, { inference, metric, isShown }: Evidence): Compared['standing'] {
  const { better } = infoOf(metric)
  const neutral = inference.scale === 'log' ? 1 : 0
  if (better === undefined || low === null || high === null) return 'none'
  if (low === neutral && high === neutral) return 'equal'
  return isShown && (better === 'lower' ? low > neutral : high < neutral) ? 'worse' : '~'
}

/** The first is the best only where another is worse; else all are level. */
function standingOfFirst(others: readonly Compared[]): Standing {
  if (others.some(({ standing }) => standing === 'worse')) return 'best'
  return others.some(({ standing }) => standing === '~') ? '~' : 'none'
}
