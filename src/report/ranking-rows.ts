import { isAtTimeout } from '../results/at-timeout.js'
import { formatMetric, formatNumber, formatRange, formatValue } from '../results/format-metric.js'
import type { CandidateResult, Estimate, MetricName, Results } from '../results/results.js'
import { headlineMetric } from './conclusion.js'
import { invalidCandidates, leagues } from './leagues.js'
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
  /** "best", "1.40 times", "~ 1.02 times", "not to be trusted". */
  readonly standing: string
  /** "2.0 %"; '' where next to none failed. */
  readonly failed: string
  readonly isBest: boolean
}

/** Everything that the picture of a ranking says. */
export interface RankingTable {
  readonly metric: MetricName
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
  const placed = leagues(results).flatMap(league =>
    ranking(league.candidates, metric, intervals).map((one, place, { length }) => ({
      ...one,
      place,
      isAlone: length === 1,
    })),
  )
  const others = candidates
    .filter(candidate => !placed.some(one => one.candidate === candidate))
    .sort((a, b) => told(a, metric) - told(b, metric))
  const row = (candidate: CandidateResult, standing: string, isBest: boolean): RankingRow => ({
    ...quantities(candidate, metric, isCut(candidate)),
    ...{ id: candidate.id, of: candidates.indexOf(candidate), standing, isBest },
  })
  return {
    metric,
    rows: [
      ...placed.map(one =>
        row(one.candidate, standingText({ ...one, isCut: isCut(one.candidate) }, invalid), one.place === 0),
      ),
      ...others.map(one => row(one, standingOfUnranked(one, metric, invalid), false)),
    ],
  }
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
  /** In its league, from 0. */
  readonly place: number
  /** Nobody to be held against. */
  readonly isAlone: boolean
}

function standingText(one: Placed, invalid: readonly string[]): string {
  return `${place(one)}${invalid.includes(one.candidate.id) ? ' (invalid)' : ''}`.trim()
}

function place({ standing, ratio, candidate, place, isAlone, isCut }: Placed): string {
  if (isAlone) return candidate.world === 'virtual' ? 'virtual time' : ''
  if (isCut && place === 0) return 'at the time-out'
  if (place === 0) return standing === 'none' && candidate.rounds.length === 1 ? 'lowest seen' : firstText[standing]
  if (ratio === undefined) return ''
  const times = `${isCut ? '≥ ' : ''}${formatNumber(ratio.value)} times`
  return standing === '~' ? `~ ${times}` : times
}

/** Of one that nobody is held against there is nothing to say. */
const firstText: Readonly<Record<Standing, string>> = { best: 'best', '~': '~ best', worse: '', none: '' }

function standingOfUnranked(
  { id, metrics, strategy }: CandidateResult,
  metric: MetricName,
  invalid: readonly string[],
) {
  if (metrics[metric] === null) return 'too few answers'
  if (invalid.includes(id)) return 'invalid'
  return strategy === 'ideal' ? 'for reference' : ''
}
