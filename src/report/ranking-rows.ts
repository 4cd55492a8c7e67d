import { isAtTimeout } from '../results/at-timeout.js'
import { formatMetric, formatNumber, formatRange, formatValue } from '../results/format-metric.js'
import type { CandidateResult, Estimate, MetricName, Results } from '../results/results.js'
import { failing } from './failing.js'
import { headlineMetric } from './headline-metric.js'
import { invalidCandidates, type League, leagues } from './leagues.js'
import { type Ranked, ranking, type Standing } from './ranking.js'

/** A row of the picture: one candidate. */
export interface RankingRow {
  readonly id: string
  /** Which candidate of the results, from 0: its colour. */
  readonly of: number
  /** From the median to the metric that ranks; null where it cannot be told. */
  readonly median: Estimate | null
  readonly headline: Estimate | null
  /** "41.2 [39.0, 43.5]". */
  readonly value: string
  /** "best", "1.40 times", "~ not told apart", "invalid"; where failures decide "fewest: 4.87 % fail", "41.3 % fail". */
  readonly standing: string
  /** "2.0 %"; '' where next to none failed. */
  readonly failed: string
  readonly isBest: boolean
}

/** Everything that the picture of a ranking says. */
export interface RankingTable {
  readonly metric: MetricName
  /** Errors where failures decide before any latency (`failing`). */
  readonly by: 'latency' | 'errors'
  /** Best first; those that are not ranked last. */
  readonly rows: readonly RankingRow[]
}

/** Candidates best first, live ones before virtual ones; undefined where no latency can be told. */
export function rankingTable(results: Results): RankingTable | undefined {
  const { candidates, intervals } = results
  const metric = headlineMetric(candidates)
  if (metric === undefined) return undefined
  const isCut = ({ rounds }: CandidateResult): boolean => isAtTimeout(rounds, metric, results.scenario.timeoutMs)
  const invalid = invalidCandidates(results)
  const leaguesPlaced = leagues(results).map(league => placedOf(league, metric, intervals))
  const placed = leaguesPlaced.flat()
  const others = candidates
    .filter(candidate => !placed.some(one => one.candidate === candidate))
    .sort((a, b) => told(a, metric) - told(b, metric))
  const row = (candidate: CandidateResult, standing: string, isBest: boolean): RankingRow => ({
    ...quantities(candidate, metric, isCut(candidate)),
    ...{ id: candidate.id, of: candidates.indexOf(candidate), standing, isBest },
  })
  return {
    metric,
    by: leaguesPlaced[0]?.[0]?.by ?? 'latency',
    rows: [
      ...placed.map(one =>
        row(one.candidate, standingText({ ...one, isCut: isCut(one.candidate) }, invalid), one.place === 0),
      ),
      ...others.map(one => row(one, standingOfUnranked(one, metric, invalid), false)),
    ],
  }
}

/** By the metric, or by errors where failures decide. */
function placedOf(
  { candidates }: League,
  metric: MetricName,
  intervals: Results['intervals'],
): Omit<Placed, 'isCut'>[] {
  const fails = failing(candidates, metric, intervals)
  const by = fails === undefined ? 'latency' : 'errors'
  const ranked = fails?.ranked ?? ranking(candidates, metric, intervals)
  return ranked.map((one, place) => ({ ...one, by, place, isAlone: ranked.length === 1 }))
}

const told = ({ metrics }: CandidateResult, metric: MetricName): number => metrics[metric]?.value ?? Infinity

function quantities(
  { metrics }: CandidateResult,
  metric: MetricName,
  isCut: boolean,
): Omit<RankingRow, 'id' | 'of' | 'standing' | 'isBest'> {
  const headline = metrics[metric]
  const rate = metrics.errorRate?.value ?? 0
  return {
    ...{ headline, median: metric === 'p50Ms' ? null : metrics.p50Ms },
    value: headline === null ? '-' : isCut ? `≥ ${formatValue(metric, headline.value)}` : valueText(metric, headline),
    failed: rate < 0.001 ? '' : formatMetric('errorRate', rate),
  }
}

/** "41.2 [39.0, 43.5]", without the interval where there is none. */
export function valueText(metric: MetricName, { value, low, high }: Estimate): string {
  const range = low === null || high === null ? '' : ` ${formatRange(metric, low, high)}`
  return `${formatValue(metric, value)}${range}`
}

interface Placed extends Ranked {
  /** Clients gave up before it was known. */
  readonly isCut: boolean
  readonly by: RankingTable['by']
  /** In its league, from 0. */
  readonly place: number
  /** Nobody to be held against. */
  readonly isAlone: boolean
}

function standingText(one: Placed, invalid: readonly string[]): string {
  return `${place(one)}${invalid.includes(one.candidate.id) ? ' (invalid)' : ''}`.trim()
}

function place(one: Placed): string {
  const { by, standing, ratio, candidate, place, isAlone, isCut } = one
  if (isAlone) return candidate.world === 'virtual' ? 'virtual time' : ''
  if (by === 'errors') return failsText(one)
  if (isCut && place === 0) return 'at the time-out'
  if (place === 0) return standing === 'none' && candidate.rounds.length === 1 ? 'lowest seen' : firstText[standing]
  if (standing === '~') return notToldApart
  if (ratio === undefined) return ''
  return isCut ? `≥ ${formatNumber(ratio.low ?? ratio.value)} times` : `${formatNumber(ratio.value)} times`
}

/** Where there is a best one, nobody is shown to fail less. */
function failsText({ standing, candidate }: Placed): string {
  const text = `${formatMetric('errorRate', candidate.metrics.errorRate?.value ?? 0)} fail`
  if (standing === 'best') return `fewest: ${text}`
  return standing === '~' ? `~ ${text}` : text
}

/** No claim that it is as good: these rounds do not show that it is worse than the best. */
const notToldApart = '~ not told apart'

/** Of one that nobody is held against there is nothing to say. */
const firstText: Readonly<Record<Standing, string>> = { best: 'best', '~': notToldApart, worse: '', none: '' }

function standingOfUnranked(
  { id, metrics, strategy }: CandidateResult,
  metric: MetricName,
  invalid: readonly string[],
) {
  if (metrics[metric] === null) return 'too few answers'
  if (invalid.includes(id)) return 'invalid'
  return strategy === 'ideal' ? 'for reference' : ''
}
