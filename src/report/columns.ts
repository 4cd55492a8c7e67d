import { formatRange, formatRatio, formatValue } from '../results/format-metric.js'
import { metricInfo } from '../results/metric-info.js'
import type { CandidateResult, MetricName, Results } from '../results/results.js'
import { headlineMetric, rankable } from './conclusion.js'
import { ranking, type Standing, standings } from './ranking.js'

/** One column of a table of candidates: a cell a candidate, in their order. Plain text; the renderer marks and paints. */
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
  readonly columns: readonly Column[]
}

/** The tables of a report: latency, outcome, fairness. Columns that no candidate can fill are left out. */
export function columnGroups(results: Results): ColumnGroup[] {
  const { candidates } = results
  const table = { candidates, ranked: rankable(results) }
  const headline = headlineMetric(candidates)
  const withRange = (metric: MetricName): Column => metricColumn(table, metric, true)
  const alone = (metric: MetricName): Column => metricColumn(table, metric, false)
  const against = headline === undefined ? [] : [ratioColumn(table, headline)]
  const groups = [
    { title: 'Latency in ms, from when a request was due', columns: [...latencies.map(withRange), ...against] },
    { title: 'Outcome', columns: [...outcomes.map(withRange), ...counts.map(alone)] },
    { title: "Fairness by weight (Jain's index: 1 is equal) and affinity", columns: fairness.map(alone) },
  ]
  return groups.map(({ title, columns }) => ({ title, columns: columns.filter(filled) }))
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
  readonly ranked: readonly CandidateResult[]
}

const nothing: Cell = { text: '-', standing: 'none' }

function metricColumn({ candidates, ranked }: Rows, metric: MetricName, withRange: boolean): Column {
  const standing = standings(ranked, metric)
  const cells = candidates.map(({ id, metrics }) => {
    const estimate = metrics[metric]
    if (estimate === null) return nothing
    const { value, low, high } = estimate
    const range = withRange && low !== null && high !== null ? ` ${formatRange(metric, low, high)}` : ''
    return { text: formatValue(metric, value) + range, standing: standing.get(id) ?? 'none' }
  })
  return { head: heads[metric] ?? metricInfo[metric].name, cells }
}

/** How many times the best one's value, paired by round. */
function ratioColumn({ candidates, ranked }: Rows, metric: MetricName): Column {
  const places = new Map(ranking(ranked, metric).map(one => [one.candidate.id, one]))
  const cells = candidates.map(({ id }) => {
    const ratio = places.get(id)?.ratio
    return ratio === undefined ? nothing : { text: formatRatio(ratio), standing: 'none' as const }
  })
  return { head: `${metricInfo[metric].name} / best`, cells }
}

const filled = ({ cells }: Column): boolean => cells.some(cell => cell !== nothing)
