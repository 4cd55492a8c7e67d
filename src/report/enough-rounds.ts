import { isAtTimeout } from '../results/at-timeout.js'
import { metricInfo } from '../results/metric-info.js'
import type { CandidateResult, Results } from '../results/results.js'
import { headlineMetric } from './headline-metric.js'
import { type League, leagues } from './leagues.js'
import { strikingIn } from './looks-worse.js'
import { mostRounds, ranking, worthSeeing } from './ranking.js'

/**
 * What to do where the rounds are too noisy to tell the two best apart: how many would show a difference that matters. A sentence a
 * league; none where something is shown between them, or smaller differences would have been, and where planned rounds are still missing that are enough.
 */
export function enoughRounds(results: Results): string[] {
  const metric = headlineMetric(results.candidates)
  return metric === undefined ? [] : leagues(results).flatMap(league => ofLeague(league, metric, results))
}

function ofLeague(league: League, metric: NonNullable<ReturnType<typeof headlineMetric>>, results: Results): string[] {
  const { world, candidates } = league
  const {
    intervals,
    rounds,
    until,
    scenario: { timeoutMs },
  } = results
  // A larger one, which rounds do not show either, is told among the verdicts.
  if (strikingIn(league, metric, results) !== undefined) return []
  const [first, second] = ranking(candidates, metric, intervals)
  if (second?.standing !== '~' || second.detectable === null || second.detectable <= worthSeeing) return []
  // More rounds do not tell what clients did not wait for.
  const isCut = ({ rounds: own }: CandidateResult): boolean => isAtTimeout(own, metric, timeoutMs)
  const enough = second.roundsToShow
  if (enough === null || enough <= rounds.planned || [first!, second].some(({ candidate }) => isCut(candidate)))
    return []
  const what = `a difference of ${100 * worthSeeing} % in ${metricInfo[metric].name} between ${first!.candidate.id} and ${second.candidate.id}${world === 'virtual' ? ' in virtual time' : ''}`
  if (enough === Infinity)
    return [
      `To show ${what}, rounds as noisy as these would have to be more than ${mostRounds}: too noisy. Longer rounds (--duration) often are less so.`,
    ]
  return [`About ${enough} rounds would show ${what} (--${until === null ? 'rounds' : 'max-rounds'} ${enough}).`]
}
