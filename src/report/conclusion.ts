import { formatEstimate, formatMetric, formatRatio } from '../results/format-metric.js'
import { metricInfo } from '../results/metric-info.js'
import type { CandidateResult, MetricName, Results } from '../results/results.js'
import { invalidCandidates, type League, leagues, rankable } from './leagues.js'
import { type Ranked, ranking } from './ranking.js'

/** What the run says, in one to five sentences; never more than the data can show. */
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
  const told = leagues(results).flatMap(league => {
    const sentence = latencySentence(ranking(league.candidates, metric), metric)
    return sentence === undefined ? [] : [reservation + inItsWorld(league, sentence, reservation === '')]
  })
  return [...doubt, ...told, ...errorSentence(rankable(results))]
}

/** What is true of the model only must not sound like a measurement. Only a word of ours loses its capital, never a name. */
function inItsWorld({ world }: League, sentence: string, begins: boolean): string {
  const inside = sentence.replace(/^No difference/, 'no difference')
  if (world === 'virtual') return `${begins ? 'In' : 'in'} virtual time, ${inside}`
  return begins ? sentence : inside
}

/** p99 where every candidate can tell it, else the highest percentile that all can. */
export function headlineMetric(candidates: readonly CandidateResult[]): MetricName | undefined {
  const order = ['p99Ms', 'p90Ms', 'p50Ms', 'meanMs'] as const
  const told = (metric: MetricName): number => candidates.filter(({ metrics }) => metrics[metric] !== null).length
  return order.find(metric => told(metric) === candidates.length) ?? order.find(metric => told(metric) > 0)
}

function latencySentence(ranked: readonly Ranked[], metric: MetricName): string | undefined {
  const [first, ...others] = ranked
  if (first === undefined) return undefined
  const name = metricInfo[metric].name
  const value = ({ candidate }: Ranked): string => formatEstimate(metric, candidate.metrics[metric]!)
  const valueBesideName = (one: Ranked): string => `${one.candidate.id} ${value(one)}`
  if (others.length === 0) return `${first.candidate.id} has a ${name} of ${value(first)}.`
  if (first.standing === 'none') {
    const everyone = list(ranked.map(({ candidate }) => candidate.id))
    if (alike(ranked, metric)) return `${everyone} have the same ${name} in every round: ${value(first)}.`
    if (first.candidate.world === 'virtual')
      return `${first.candidate.id} has the lowest ${name} in this one round: ${list(ranked.map(valueBesideName))}; more rounds tell how far that depends on the requests.`
    return `${first.candidate.id} has the lowest ${name} seen, but one round shows no difference: ${list(ranked.map(valueBesideName))}.`
  }
  if (first.standing === '~') {
    const everyone = list(ranked.map(({ candidate }) => candidate.id))
    return `No difference in ${name} between ${everyone} that this data can show: ${ranked.map(valueBesideName).join(', ')}.`
  }
  return winners(first, others, metric, value)
}

/** Every round of each agrees with the same round of the first, and there is more than one. */
function alike([first, ...others]: readonly Ranked[], metric: MetricName): boolean {
  const rounds = (one: Ranked): readonly (number | null)[] => one.candidate.rounds.map(({ metrics }) => metrics[metric])
  const firsts = rounds(first!)
  return firsts.length > 1 && others.every(other => rounds(other).every((value, round) => value === firsts[round]))
}

function winners(first: Ranked, others: readonly Ranked[], metric: MetricName, value: (one: Ranked) => string): string {
  const name = metricInfo[metric].name
  const level = others.filter(({ standing }) => standing === '~')
  const worse = others.filter(({ standing }) => standing === 'worse')
  const slower = worse.map(({ candidate, ratio }) => `${candidate.id} takes ${ratio ? formatRatio(ratio) : 'more'}`)
  const levelText = list(
    level.map(one => `${one.candidate.id} (${formatMetric(metric, one.candidate.metrics[metric]!.value)})`),
  )
  const tie = level.length === 0 ? '' : `; ${levelText} cannot be told from it`
  return `${first.candidate.id} has the lowest ${name}: ${value(first)}; ${slower.join(', ')} as long${tie}.`
}

/** Latencies say nothing of requests that failed; from one in a thousand on that belongs beside them. */
function errorSentence(candidates: readonly CandidateResult[]): string[] {
  const rate = ({ metrics }: CandidateResult): number => metrics.errorRate?.value ?? 0
  if (!candidates.some(candidate => rate(candidate) >= 0.001)) return []
  return [`Failed requests: ${candidates.map(one => `${one.id} ${formatMetric('errorRate', rate(one))}`).join(', ')}.`]
}

/** "a", "a and b", "a, b and c". */
export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
