import { isAtTimeout } from '../results/at-timeout.js'
import { formatRange, formatRatio, formatValue } from '../results/format-metric.js'
import { metricInfo } from '../results/metric-info.js'
import type { CandidateResult, MetricName, Results } from '../results/results.js'
import type { Interval } from '../stats/interval.js'
import { headlineMetric } from './headline-metric.js'
import { type League, leagues } from './leagues.js'
import { ranking, type Standing, standings } from './ranking.js'

/** One column of a table: a cell a candidate of its group, in their order. Plain text; the renderer marks and paints. */
export interface Column {
  readonly head: string
  readonly cells: readonly Cell[]
}

export interface Cell {
  readonly text: string
  readonly standing: Standing
}

export interface ColumnGroup {
  readonly title: string
  /** The rows: all candidates, or those that the table is about. */
  readonly candidates: readonly CandidateResult[]
  readonly columns: readonly Column[]
}

/** The tables of a report: latency, outcome, fairness. Columns that no candidate can fill are left out. */
export function columnGroups(results: Results): ColumnGroup[] {
  const { candidates } = results
  const { timeoutMs } = results.scenario
  const table = { candidates, leagues: leagues(results), intervals: results.intervals, timeoutMs }
  const headline = headlineMetric(candidates)
  const withRange = (metric: MetricName): Column => metricColumn(table, metric, true)
  const alone = (metric: MetricName): Column => metricColumn(table, metric, false)
  const against = headline === undefined ? [] : [overBestColumn(table, headline)]
  // Where something befalls the fleet the ideal is no bound (docs/results.md): lc may well be below it.
  const isDrill = candidates.some(({ incidents }) => incidents !== undefined)
  const overIdeal = isDrill ? [] : [overIdealColumn(table, 'meanMs'), overIdealColumn(table, 'p99Ms')]
  const latency = [...latencies.map(withRange), ...against, ...overIdeal]
  const groups = [
    { title: 'Latency in ms, from when a request was due', columns: latency },
    { title: 'Outcome', columns: [...outcomes.map(withRange), ...counts.map(alone)] },
    { title: "Fairness by weight (Jain's index: 1 is equal) and affinity", columns: fairness.map(alone) },
  ]
  return groups.map(({ title, columns }) => ({ title, candidates, columns: columns.filter(filled) }))
}

const latencies = ['p50Ms', 'p90Ms', 'p99Ms', 'p999Ms', 'maxMs', 'meanMs'] as const
const outcomes = ['errorRate', 'timeoutRate', 'goodputPerSecond'] as const
const counts = ['throughputPerSecond', 'requests'] as const
const fairness = ['jainRequests', 'jainBusy', 'maxOverMean', 'cvRequests', 'affinity'] as const

const heads: Partial<Record<MetricName, string>> = {
  p999Ms: 'p99.9',
  errorRate: 'errors %',
  timeoutRate: 'timeouts %',
  goodputPerSecond: 'good/s',
  throughputPerSecond: 'answers/s',
  requests: 'requests/round',
  jainRequests: 'Jain requests',
  jainBusy: 'Jain busy',
  maxOverMean: 'max/fair share',
  cvRequests: 'CoV',
  affinity: 'affinity %',
}

/** Those that are not ranked have a row, but no standing. */
interface Rows {
  readonly candidates: readonly CandidateResult[]
  readonly leagues: readonly League[]
  readonly intervals: Results['intervals']
  readonly timeoutMs: number | null
}

const nothing: Cell = { text: '-', standing: 'none' }

function metricColumn(
  { candidates, leagues, intervals, timeoutMs }: Rows,
  metric: MetricName,
  withRange: boolean,
): Column {
  const standing = new Map(leagues.flatMap(league => [...standings(league.candidates, metric, intervals)]))
  const cells = candidates.map(({ id, metrics, rounds }) => {
    const estimate = metrics[metric]
    if (estimate === null) return nothing
    const { value, low, high } = estimate
    if (isAtTimeout(rounds, metric, timeoutMs))
      return { text: atLeast(formatValue(metric, value)), standing: standing.get(id) ?? 'none' }
    const range = withRange && low !== null && high !== null ? ` ${formatRange(metric, low, high)}` : ''
    return { text: formatValue(metric, value) + range, standing: standing.get(id) ?? 'none' }
  })
  return { head: heads[metric] ?? metricInfo[metric].name, cells }
}

/** How many times the best one's value, paired by round. */
function overBestColumn({ candidates, leagues, intervals, timeoutMs }: Rows, metric: MetricName): Column {
  const ranked = leagues.flatMap(league => ranking(league.candidates, metric, intervals))
  const ratios = new Map(ranked.map(({ candidate, ratio }) => [candidate.id, ratio]))
  const cells = candidates.map(({ id, rounds }) =>
    isAtTimeout(rounds, metric, timeoutMs) ? boundCell(ratios.get(id)) : ratioCell(ratios.get(id)),
  )
  return { head: `${metricInfo[metric].name} / best`, cells }
}

/** How many times the ideal's value, paired by round. */
function overIdealColumn({ candidates, timeoutMs }: Rows, metric: 'meanMs' | 'p99Ms'): Column {
  const cells = candidates.map(({ overIdeal, rounds }) =>
    isAtTimeout(rounds, metric, timeoutMs)
      ? boundCell(overIdeal?.[metric] ?? undefined)
      : ratioCell(overIdeal?.[metric]),
  )
  return { head: `${metricInfo[metric].name} / ideal`, cells }
}

function ratioCell(ratio: Interval | null | undefined): Cell {
  return ratio ? { text: formatRatio(ratio), standing: 'none' } : nothing
}

/** A ratio to what clients did not wait for: at least as much as its interval begins with. */
function boundCell(ratio: Interval | undefined): Cell {
  return ratio
    ? { text: atLeast(formatRatio({ ...ratio, value: ratio.low ?? ratio.value, low: null })), standing: 'none' }
    : nothing
}

const atLeast = (text: string): string => `≥ ${text}`

const filled = ({ cells }: Column): boolean => cells.some(cell => cell !== nothing)
