import { pDifferent } from '../../results/comparison.js'
import type { CandidateResult, Estimate, Results } from '../../results/results.js'
import { type Inference, type Interval, intervalOf } from '../../stats/inference.js'
import { inferDifference } from '../../stats/paired.js'
import { correctedForAllPairs, isShown } from '../all-pairs.js'
import type { Standing } from '../ranking.js'
import { type Asked, byRound, estimateOf } from './drill-values.js'

export interface DrillRanked {
  readonly candidate: CandidateResult
  readonly estimate: Estimate
  readonly standing: Standing
  /** What it has more than the best one, paired by round; undefined of the best itself. */
  readonly more: Interval | undefined
}

/**
 * Candidates by one metric of an incident, the lowest first, those that cannot tell it left out. As `ranking`, but by
 * differences, since much of this is 0 in a good round: `worse` is corrected for all pairs of candidates.
 *
 * A round in which something took longer than could be looked for counts with how long that was: the same for all candidates of
 * the round, so that a difference to whoever was done before errs on the side of none.
 */
export function drillRanking(
  candidates: readonly CandidateResult[],
  asked: Asked,
  { confidence, looks }: Results['intervals'],
): DrillRanked[] {
  const known = candidates
    .flatMap(candidate => {
      const estimate = estimateOf(candidate, asked)
      return estimate === null ? [] : [{ candidate, estimate, values: byRound(candidate, asked) }]
    })
    .sort((a, b) => a.estimate.value - b.estimate.value)
  const [best, ...others] = known
  if (best === undefined) return []
  const inferred = others.map(other => moreThan(other, best))
  const { adjusted } = correctedForAllPairs(inferred.map(pOf), known, {
    pOf: (left, right) => pOf(moreThan(left, right)),
    looks,
  })
  const ranked = others.map(({ candidate, estimate }, i): Compared => {
    const more = inferred[i] && intervalOf(inferred[i], confidence)
    return { candidate, estimate, standing: standingOf(more, adjusted[i]!), more }
  })
  const first = firstOf(ranked)
  const shared = ranked.map(one => ({ ...one, standing: one.standing === 'same' ? first : one.standing }))
  return [{ candidate: best.candidate, estimate: best.estimate, standing: first, more: undefined }, ...shared]
}

/** `same`: as the best one in every round; it shares whatever that is. */
type Compared = Omit<DrillRanked, 'standing'> & { readonly standing: Standing | 'same' }

interface Known {
  readonly values: ReadonlyMap<number, number>
}

/** left - right over the rounds both can tell; undefined where there is none. */
function moreThan(left: Known, right: Known): Inference | undefined {
  const rounds = [...left.values.keys()].filter(round => right.values.has(round))
  if (rounds.length === 0) return undefined
  const of = ({ values }: Known): number[] => rounds.map(round => values.get(round)!)
  return inferDifference(of(left), of(right))
}

const pOf = (inference: Inference | undefined): number => (inference && pDifferent(inference)) ?? 1

/** A claim never contradicts its own interval. */
function standingOf(more: Interval | undefined, p: number): Compared['standing'] {
  if (more === undefined || more.low === null || more.high === null) return 'none'
  if (more.low === 0 && more.high === 0) return 'same'
  return isShown(p) && more.low > 0 ? 'worse' : '~'
}

function firstOf(others: readonly Compared[]): Standing {
  if (others.some(({ standing }) => standing === 'worse')) return 'best'
  return others.some(({ standing }) => standing === '~') ? '~' : 'none'
}
