import { isAtTimeout } from '../results/at-timeout.js'
import { formatChange, formatEstimate, formatNumber } from '../results/format-metric.js'
import { metricInfo } from '../results/metric-info.js'
import type { CandidateResult, MetricName, Results } from '../results/results.js'
import type { Interval } from '../stats/inference.js'
import { formatDuration } from '../units.js'
import { changeText, type Lower, leastChange, plainChange } from './change-text.js'
import { type ErrorContrast, errorContrast } from './error-contrast.js'
import { failing } from './failing.js'
import { failureSentence } from './failure-words.js'
import type { League } from './leagues.js'
import { list } from './list.js'
import { type Ranked, ranking } from './ranking.js'

/**
 * What one league has to say: failures first, where they decide; then of a latency, where one can be told: who cannot be told from
 * the best, whom it beats, and by how much.
 */
export function leagueSentences(
  league: League,
  metric: MetricName | undefined,
  { intervals, scenario: { timeoutMs } }: Pick<Results, 'intervals' | 'scenario'>,
): string[] {
  const fails = failing(league.candidates, metric, intervals)
  const first = fails === undefined ? [] : [failureSentence(fails, league.world)]
  if (metric === undefined) return first
  const where = league.world === 'virtual' ? ' in virtual time' : ''
  const beats = fails === undefined ? 'beats' : 'is faster than'
  return [...first, ...latencySentences(league, { metric, intervals, timeoutMs, where, beats })]
}

function latencySentences(league: League, telling: Telling): string[] {
  const { metric, intervals } = telling
  const missing = league.candidates.filter(({ metrics }) => metrics[metric] === null).map(({ id }) => id)
  return [
    ...ofRanked(ranking(league.candidates, metric, intervals), telling),
    ...(missing.length === 0 ? [] : [`${list(missing)}: too few good answers to tell a ${metricInfo[metric].name}.`]),
  ]
}

interface Telling {
  readonly metric: MetricName
  readonly intervals: Results['intervals']
  readonly timeoutMs: number | null
  /** What is true of the model only must not sound like a measurement. */
  readonly where: string
  /** Where failures decide, the fastest one has won nothing. */
  readonly beats: 'beats' | 'is faster than'
}

function ofRanked([first, ...others]: readonly Ranked[], telling: Telling): string[] {
  if (first === undefined) return []
  if (others.length === 0) return [alone(first, telling)]
  const level = others.filter(({ standing }) => standing === '~' || standing === first.standing)
  if (first.standing === 'none')
    return [isAlike(first, others) ? same([first, ...others], telling) : oneRound([first, ...others], telling)]
  const unknown = others.filter(({ standing }) => standing === 'none').map(({ candidate }) => candidate.id)
  return [
    ...(level.length === 0 ? [] : [tie(first, level, telling)]),
    ...claims(first, others, telling),
    ...(unknown.length === 0 ? [] : [`${list(unknown)}: too few rounds to be held against ${first.candidate.id}.`]),
  ]
}

function alone({ candidate }: Ranked, { metric, where }: Telling): string {
  return `${candidate.id} has a ${metricInfo[metric].name} of ${formatEstimate(metric, candidate.metrics[metric]!)}${where}.`
}

/** Every round of each agrees with the same round of the first, and there is more than one. */
function isAlike(first: Ranked, others: readonly Ranked[]): boolean {
  return first.candidate.rounds.length > 1 && others.every(({ ratio }) => ratio?.low === 1 && ratio.high === 1)
}

/** Whether clients gave up before it was known. */
function isCut({ rounds }: CandidateResult, { metric, timeoutMs }: Telling): boolean {
  return isAtTimeout(rounds, metric, timeoutMs)
}

/** Of candidates whose clients all gave up by then. */
function cut(ranked: readonly Ranked[], { metric, timeoutMs, where }: Telling): string {
  const { rounds } = ranked[0]!.candidate
  return `${names(ranked)}: ${metricInfo[metric].name} is where clients give up (${formatDuration(timeoutMs!)}), ${roundsOf(rounds.length)}${where}; whose would be longer cannot be told.`
}

const roundsOf = (n: number): string => `${n} round${n === 1 ? '' : 's'}`

function same(ranked: readonly Ranked[], telling: Telling): string {
  const { metric, where } = telling
  const { metrics, rounds } = ranked[0]!.candidate
  if (isCut(ranked[0]!.candidate, telling)) return cut(ranked, telling)
  return `${names(ranked)}: the same ${metricInfo[metric].name} in every round, ${rounds.length} rounds${where}: ${formatEstimate(metric, metrics[metric]!)}.`
}

function oneRound(ranked: readonly Ranked[], telling: Telling): string {
  const { metric } = telling
  if (ranked.every(({ candidate }) => isCut(candidate, telling))) return cut(ranked, telling)
  const name = metricInfo[metric].name
  const [first] = ranked
  const values = ranked.map(
    ({ candidate }) => `${candidate.id} ${formatEstimate(metric, { ...candidate.metrics[metric]!, low: null })}`,
  )
  if (first!.candidate.world === 'virtual')
    return `${first!.candidate.id} has the lowest ${name} in this one round of virtual time: ${list(values)}; more rounds tell how far that depends on the requests.`
  return `${first!.candidate.id} has the lowest ${name} seen, but one round shows no difference: ${list(values)}.`
}

function tie(first: Ranked, level: readonly Ranked[], telling: Telling): string {
  const { metric, where } = telling
  const everyone = [first, ...level]
  if (isAlike(first, level)) return same(everyone, telling)
  if (isCut(first.candidate, telling)) return cut(everyone, telling)
  const name = metricInfo[metric].name
  const rounds = roundsText(level.map(({ ratio }) => ratio)) + where
  const seen = Math.max(...level.map(({ detectable }) => detectable ?? 0))
  // Ends like [-99.9 %, +12000 %] are no news: such rounds have nothing to say.
  if (seen > 4) return `${names(everyone)}: ${rounds} cannot tell a difference in ${name}.`
  const could = seen > 1 ? `a factor of ${formatNumber(1 + seen)}` : `${formatChange(seen).replace('+', '')} %`
  return `${names(everyone)}: no difference in ${name} shown, ${rounds} (could have seen ${could}).`
}

/** So many losers have a sentence each; where there are more, only the first few do, and one sums up the rest. */
const [mostSentences, beforeSum] = [5, 3]

function claims(first: Ranked, others: readonly Ranked[], telling: Telling): string[] {
  const beaten = others
    .filter(({ standing }) => standing === 'worse')
    .map(({ candidate, ratio }) => ({
      candidate,
      // An interval upside down: the winner over the loser.
      change: { value: 1 / ratio!.value, low: 1 / ratio!.high!, high: 1 / ratio!.low!, n: ratio!.n },
      errors: errorContrast(first.candidate, candidate, telling.intervals),
    }))
  const spelled = beaten.length > mostSentences ? beforeSum : beaten.length
  const rest = beaten.slice(spelled)
  return [
    ...beaten.slice(0, spelled).map(one => claim(first.candidate.id, one, telling)),
    ...sum(first.candidate.id, rest, telling),
  ]
}

interface Beaten {
  readonly candidate: CandidateResult
  /** Winner over loser. */
  readonly change: Interval & Lower
  readonly errors: ErrorContrast
}

function claim(winner: string, { candidate, change, errors }: Beaten, telling: Telling): string {
  const { metric, where, beats } = telling
  const by = isCut(candidate, telling) ? `at least ${leastChange(change)}` : changeText(change)
  const faster = `${metricInfo[metric].name} ${by}`
  const rounds = roundsText([change]) + where
  // Failing fast is no merit.
  if (errors.failsMore)
    return `${winner} is faster than ${candidate.id} but fails more: ${faster}, ${errors.text}, ${rounds}.`
  return `${winner} ${beats} ${candidate.id}: ${faster}, ${rounds}, ${errors.text}.`
}

function sum(winner: string, rest: readonly Beaten[], { metric, where, beats }: Telling): string[] {
  const groups = [rest.filter(({ errors }) => !errors.failsMore), rest.filter(({ errors }) => errors.failsMore)]
  return groups.flatMap((group, fails) => {
    if (group.length === 0) return []
    const [least, most] = [Math.max, Math.min].map(end => plainChange(end(...group.map(({ change }) => change.value))))
    const range = least === most ? least! : `${least} to ${most}`
    const whom = `${group.length} more`
    const faster = `${metricInfo[metric].name} ${range}, ${roundsText(group.map(({ change }) => change))}${where}`
    return [
      fails ? `${winner} is faster than ${whom} but fails more: ${faster}.` : `${winner} ${beats} ${whom}: ${faster}.`,
    ]
  })
}

function roundsText(intervals: readonly (Interval | undefined)[]): string {
  const counts = intervals.flatMap(interval => (interval === undefined ? [] : [interval.n]))
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? `${least} rounds` : `${least} to ${most} rounds`
}

const names = (ranked: readonly Ranked[]): string => list(ranked.map(({ candidate }) => candidate.id))
