import { formatNumber } from '../results/format-metric.js'
import { metricInfo } from '../results/metric-info.js'
import type { MetricName, Results } from '../results/results.js'
import { headlineMetric } from './headline-metric.js'
import { type League, leagues } from './leagues.js'
import { type Ranked, ranking } from './ranking.js'

/** From so many times the best one's value on it is odd to say nothing. */
const striking = 1.5
/** What takes more than so many times the rounds there are may as well be chance. */
const fewMore = 4

/**
 * Who looks much slower than the best though the rounds do not show it, and how many would: a sentence a league, of the one farthest
 * behind. None where everybody who looks so is shown to be, or is close.
 */
export function looksWorse(results: Results): string[] {
  const metric = headlineMetric(results.candidates)
  if (metric === undefined) return []
  return leagues(results).flatMap(league => {
    const found = strikingIn(league, metric, results)
    return found === undefined ? [] : [sentence(found, results)]
  })
}

interface Striking {
  readonly best: Ranked
  readonly behind: Ranked
  readonly metric: MetricName
}

/** The one of a league that looks farthest behind and is not shown to be; undefined where nobody does. */
export function strikingIn({ candidates }: League, metric: MetricName, { intervals }: Results): Striking | undefined {
  const [best, ...others] = ranking(candidates, metric, intervals)
  const behind = others.findLast(
    ({ standing, ratio, roundsIfSo }) =>
      standing === '~' &&
      ratio !== undefined &&
      ratio.value >= striking &&
      roundsIfSo !== null &&
      roundsIfSo <= fewMore * ratio.n,
  )
  return behind && { best: best!, behind, metric }
}

function sentence({ best, behind, metric }: Striking, { rounds, until }: Results): string {
  const { ratio, candidate, roundsIfSo } = behind
  const { value, n } = ratio!
  const enough = Math.max(roundsIfSo!, n + 2)
  const flag = until === null ? 'rounds' : 'max-rounds'
  const advice = enough <= rounds.planned ? '' : `; about ${enough} would, if it is (--${flag} ${enough})`
  return `${candidate.id} looks ${formatNumber(value)} times as slow as ${best.candidate.id} in ${metricInfo[metric].name}, which ${n} rounds are too few to show${advice}.`
}
