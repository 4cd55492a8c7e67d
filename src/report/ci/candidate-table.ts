import { formatRange, formatValue } from '../../results/format-metric.js'
import { metricInfo } from '../../results/metric-info.js'
import type { CandidateResult, Comparison, MetricName, Results } from '../../results/results.js'
import { invalidCandidates } from '../leagues.js'
import { code, escaped } from '../markdown-text.js'
import { sparkline } from './sparkline.js'

/** A row a candidate, each value with its interval; the last columns are against the first candidate, and round by round. */
export function candidateTable(results: Results, headline: MetricName): string {
  const { candidates } = results
  const invalid = invalidCandidates(results)
  const name = metricInfo[headline].name
  const versus = candidates.length > 1 ? [`${name} vs ${code(candidates[0]!.id)}`] : []
  const head = ['candidate', ...shown.map(heading), ...versus, `${name} by round`]
  const highest = Math.max(0, ...candidates.flatMap(one => byRound(one, headline).map(value => value ?? 0)))
  const rows = candidates.map((one, i) => [
    `${code(one.id)}${invalid.includes(one.id) ? ' (invalid)' : ''}`,
    ...shown.map(metric => cell(one, metric)),
    ...(versus.length === 0 ? [] : [i === 0 ? '' : change(comparisonOf(results, one.id, headline))]),
    sparkline(byRound(one, headline), highest),
  ])
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), `|---|${'--:|'.repeat(head.length - 2)}---|`, ...rows.map(line)].join('\n')
}

const shown = ['p50Ms', 'p99Ms', 'meanMs', 'errorRate'] as const

function heading(metric: (typeof shown)[number]): string {
  const { name, unit } = metricInfo[metric]
  return unit === 'share' ? 'errors, %' : `${name}, ms`
}

function cell({ metrics }: CandidateResult, metric: MetricName): string {
  const estimate = metrics[metric]
  if (estimate === null) return '-'
  const { value, low, high } = estimate
  return formatValue(metric, value) + (low === null || high === null ? '' : ` ${formatRange(metric, low, high)}`)
}

const byRound = ({ rounds }: CandidateResult, metric: MetricName): (number | null)[] =>
  rounds.map(({ metrics }) => metrics[metric])

function comparisonOf({ comparisons }: Results, candidate: string, metric: MetricName): Comparison | undefined {
  return comparisons.find(one => one.candidate === candidate && one.metric === metric)
}

/** "-31 % [-38, -24]"; a tilde where the data shows no difference. */
function change(comparison: Comparison | undefined): string {
  if (comparison === undefined) return '-'
  const { value, low, high } = comparison.estimate
  const range = low === null || high === null ? '' : ` [${percent(low)}, ${percent(high)}]`
  return escaped(`${percent(value)} %${range}${comparison.differs ? '' : ' ~'}`)
}

/** Of a ratio: 0.69 is "-31", 1.004 "+0.4". */
function percent(ratio: number): string {
  const change = (ratio - 1) * 100
  const digits = Math.abs(change) < 10 ? 1 : 0
  const text = change.toFixed(digits)
  return change > 0 ? `+${text}` : text
}
