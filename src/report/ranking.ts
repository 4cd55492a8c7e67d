import { differenceOf, excludes, ratioOf } from '../results/comparison.js'
import { metricInfo } from '../results/metric-info.js'
import type { CandidateResult, MetricName } from '../results/results.js'
import type { Interval } from '../stats/interval.js'

/**
 * `best`: better than some other beyond doubt; `~`: the data cannot tell it from the best; `worse`; `none`: no ranking, or
 * nobody differs at all.
 */
export type Standing = 'best' | '~' | 'worse' | 'none'

export interface Ranked {
  readonly candidate: CandidateResult
  readonly standing: Standing
  /** This candidate over the best one, paired by round; undefined for the best itself and where there is no ratio. */
  readonly ratio: Interval | undefined
}

/**
 * Candidates in the order of one metric, best first; those that cannot tell it are left out. With a single round, or a
 * metric that has no better, nobody is best.
 */
export function ranking(candidates: readonly CandidateResult[], metric: MetricName): Ranked[] {
  const sign = metricInfo[metric].better === 'higher' ? -1 : 1
  const value = (candidate: CandidateResult): number => sign * candidate.metrics[metric]!.value
  const known = candidates.filter(candidate => candidate.metrics[metric] !== null).sort((a, b) => value(a) - value(b))
  const [best, ...others] = known
  if (best === undefined) return []
  const compared = others.map(candidate => against(best, candidate, metric))
  const first = standingOfFirst(compared)
  const ranked = compared.map(one => ({ ...one, standing: one.standing === 'equal' ? first : one.standing }))
  return [{ candidate: best, standing: first, ratio: undefined }, ...ranked]
}

/** The standing of each candidate by id, for marking table cells. */
export function standings(candidates: readonly CandidateResult[], metric: MetricName): ReadonlyMap<string, Standing> {
  return new Map(ranking(candidates, metric).map(({ candidate, standing }) => [candidate.id, standing]))
}

/** `equal`: the same in every round (no errors anywhere): it shares whatever the best one is. */
type Compared = Omit<Ranked, 'standing'> & { readonly standing: Standing | 'equal' }

function against(best: CandidateResult, candidate: CandidateResult, metric: MetricName): Compared {
  const [left, right] = [
    { rounds: candidate.rounds, metric },
    { rounds: best.rounds, metric },
  ]
  const ratio = ratioOf(left, right)
  if (metricInfo[metric].better === undefined) return { candidate, standing: 'none', ratio }
  const gap = metricInfo[metric].unit === 'ms' && ratio ? ratio : differenceOf(left, right)
  if (gap === undefined || gap.low === null) return { candidate, standing: 'none', ratio }
  const neutral = gap === ratio ? 1 : 0
  if (gap.low === neutral && gap.high === neutral) return { candidate, standing: 'equal', ratio }
  return { candidate, standing: excludes(gap, neutral) ? 'worse' : '~', ratio }
}

/** The first is the best only where another is worse; else all are level. */
function standingOfFirst(others: readonly Compared[]): Standing {
  if (others.some(({ standing }) => standing === 'worse')) return 'best'
  return others.some(({ standing }) => standing === '~') ? '~' : 'none'
}
