import { formatMetric } from '../results/format-metric.js'
import type { CandidateResult, Results } from '../results/results.js'
import { drillSentences } from './drill/drill-sentences.js'
import { headlineMetric } from './headline-metric.js'
import { leagueSentences } from './league-sentences.js'
import { invalidCandidates, leagues, rankable } from './leagues.js'
import { list } from './list.js'
import { looksWorse } from './looks-worse.js'
import { untilLines } from './until-lines.js'

/** What the run says, in a few sentences, the verdicts before all numbers; never more than the data can show. */
export function conclusion(results: Results): string[] {
  return [...doubts(results), ...answers(results), ...untilLines(results)]
}

/** What to know before any answer: who was stopped, what is missing, whom not to trust. */
export function doubts(results: Results): string[] {
  return [...stoppedSentences(results), ...incomplete(results), ...untrusted(results)]
}

/** Who fails least, where that decides, who is best and by how much, then failures and incidents. */
export function answers(results: Results): string[] {
  const { candidates } = results
  if (candidates.length === 0) return ['Nothing was measured.']
  const metric = headlineMetric(candidates)
  const told = leagues(results).flatMap(league => leagueSentences(league, metric, results))
  if (metric === undefined) return [...told, 'Too few good answers to tell a latency.', ...errorSentence(candidates)]
  const reservation = invalidCandidates(results).length < candidates.length ? '' : 'With that reservation: '
  return [
    ...told.map(sentence => reservation + sentence),
    ...looksWorse(results),
    ...errorSentence(rankable(results)),
    ...drillSentences(results).map(sentence => reservation + sentence),
  ]
}

/** In plain sight: it is no result, but the first thing to know. */
function stoppedSentences({ stopped }: Results): string[] {
  return stopped.map(({ candidate, round, reason }) => `Stopped: ${candidate} in round ${round + 1}: ${reason}.`)
}

function incomplete({ complete, rounds, candidates }: Results): string[] {
  return complete || candidates.length === 0 ? [] : [`Incomplete: ${rounds.done} of ${rounds.planned} rounds.`]
}

/** Where no latency is told, there is none to mistrust. */
function untrusted(results: Results): string[] {
  const invalid = headlineMetric(results.candidates) === undefined ? [] : invalidCandidates(results)
  return invalid.length === 0 ? [] : [`Not to be trusted: ${list(invalid)} (see the warnings).`]
}

/** Latencies say nothing of requests that failed; from one in a thousand on that belongs beside them. */
function errorSentence(candidates: readonly CandidateResult[]): string[] {
  const rate = ({ metrics }: CandidateResult): number => metrics.errorRate?.value ?? 0
  if (!candidates.some(candidate => rate(candidate) >= 0.001)) return []
  return [`Failed requests: ${candidates.map(one => `${one.id} ${formatMetric('errorRate', rate(one))}`).join(', ')}.`]
}
