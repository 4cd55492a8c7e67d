import { formatMetric } from '../results/format-metric.js'
import type { CandidateResult, MetricName, Results } from '../results/results.js'
import { drillSentences } from './drill/drill-sentences.js'
import { leagueSentences } from './league-sentences.js'
import { invalidCandidates, leagues, rankable } from './leagues.js'
import { list } from './list.js'

/** What the run says, in a few sentences, the verdicts before all numbers; never more than the data can show. */
export function conclusion(results: Results): string[] {
  const { candidates } = results
  if (candidates.length === 0) return [...stoppedSentences(results), 'Nothing was measured.']
  return [...stoppedSentences(results), ...incomplete(results), ...findings(results)]
}

/** In plain sight: it is no result, but the first thing to know. */
function stoppedSentences({ stopped }: Results): string[] {
  return stopped.map(({ candidate, round, reason }) => `Stopped: ${candidate} in round ${round + 1}: ${reason}.`)
}

function incomplete({ complete, rounds }: Results): string[] {
  return complete ? [] : [`Incomplete: ${rounds.done} of ${rounds.planned} rounds.`]
}

function findings(results: Results): string[] {
  const { candidates } = results
  const invalid = invalidCandidates(results)
  const metric = headlineMetric(candidates)
  if (metric === undefined) return ['Too few good answers to tell a latency.', ...errorSentence(candidates)]
  const doubt = invalid.length === 0 ? [] : [`Not to be trusted: ${list(invalid)} (see the warnings).`]
  const reservation = invalid.length < candidates.length ? '' : 'With that reservation: '
  const told = leagues(results).flatMap(league => leagueSentences(league, metric, results.intervals))
  return [
    ...doubt,
    ...told.map(sentence => reservation + sentence),
    ...errorSentence(rankable(results)),
    ...drillSentences(results).map(sentence => reservation + sentence),
  ]
}

/** p99 where every candidate can tell it, else the highest percentile that all can. */
export function headlineMetric(candidates: readonly CandidateResult[]): MetricName | undefined {
  const order = ['p99Ms', 'p90Ms', 'p50Ms', 'meanMs'] as const
  const told = (metric: MetricName): number => candidates.filter(({ metrics }) => metrics[metric] !== null).length
  return order.find(metric => told(metric) === candidates.length) ?? order.find(metric => told(metric) > 0)
}

/** Latencies say nothing of requests that failed; from one in a thousand on that belongs beside them. */
function errorSentence(candidates: readonly CandidateResult[]): string[] {
  const rate = ({ metrics }: CandidateResult): number => metrics.errorRate?.value ?? 0
  if (!candidates.some(candidate => rate(candidate) >= 0.001)) return []
  return [`Failed requests: ${candidates.map(one => `${one.id} ${formatMetric('errorRate', rate(one))}`).join(', ')}.`]
}
