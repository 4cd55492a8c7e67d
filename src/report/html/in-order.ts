import type { CandidateResult, Results } from '../../results/results.js'
import { headlineMetric } from '../headline-metric.js'
import { leagues } from '../leagues.js'
import { type Ranked, ranking } from '../ranking.js'
import { mostLines } from '../svg/palette.js'

/** A league's candidates by the metric that decides, the best first; league by league. None where no latency can be told. */
export function rankedByLeague(
  results: Results,
): { readonly world: CandidateResult['world']; readonly ranked: readonly Ranked[] }[] {
  const metric = headlineMetric(results.candidates)
  if (metric === undefined || results.candidates.length === 0) return []
  return leagues(results).map(({ world, candidates }) => ({
    world,
    ranked: ranking(candidates, metric, results.intervals),
  }))
}

/**
 * Ids in the order of their colours: as on the command line, but where there are more than colours, the best first: the others
 * are drawn only where somebody asks for them.
 */
export function inColorOrder(results: Results): string[] {
  const ids = results.candidates.map(({ id }) => id)
  if (ids.length <= mostLines) return ids
  const ranked = rankedByLeague(results).flatMap(({ ranked }) => ranked.map(({ candidate }) => candidate.id))
  return [...new Set([...ranked, ...ids])]
}
