import { formatMetric } from '../../../results/format-metric.js'
import type { Distribution, Results } from '../../../results/results.js'
import { latencyAxis } from './axis.js'
import type { Chart, ChartTable } from './chart.js'
import { curveName, curvesOf, latencyAt, type NamedCurve } from './curves.js'
import type { ChartLine } from './lines-data.js'

/** Levels people speak of, with what they are called. */
const levels = [0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999]

/** Latency by percentile, the tail stretched (as HdrHistogram draws it), all candidates on one picture; undefined without distributions. */
export function spectrumChart(results: Results): Chart | undefined {
  const curves = curvesOf(results)
  if (curves.every(({ role }) => role !== 'candidate')) return undefined
  const longest = curves.reduce((a, b) => (b.distribution.share.length > a.distribution.share.length ? b : a))
  const at = longest.distribution.share
  return {
    id: 'spectrum',
    kind: 'lines',
    title: 'How slow are the slowest requests?',
    says: sentence(curves.filter(({ role }) => role === 'candidate')),
    table: tableOf(curves),
    data: {
      x: { label: 'percentile', scale: 'tail', unit: 'share', from: 0, to: at.at(-1)! },
      y: latencyAxis,
      at,
      lines: curves.map(lineOf),
      shades: [],
      rules: [],
      names: 'ends',
      hasPoints: false,
    },
  }
}

/** Levels are the same for all; few requests only end earlier. */
function lineOf({ id, role, distribution: { ms, low, high } }: NamedCurve): ChartLine {
  const hasRounds = ms.some((value, i) => low[i] !== value || high[i] !== value)
  return { id, role, values: ms, ...(hasRounds && role === 'candidate' ? { low, high } : {}) }
}

function sentence(curves: readonly NamedCurve[]): string {
  const told = (level: number): boolean =>
    curves.every(({ distribution }) => latencyAt(distribution, level) !== undefined)
  const level = levels.findLast(told)
  if (level === undefined) return 'Latency by percentile; the further right, the rarer.'
  const sorted = curves
    .map(({ id, distribution }) => ({ id, ms: latencyAt(distribution, level)! }))
    .sort((a, b) => a.ms - b.ms)
  const [best, worst] = [sorted[0]!, sorted.at(-1)!]
  const share = `${beyondText(level)} wait${level === 0.5 ? '' : 's'} longer than`
  const first = `${formatMetric('p99Ms', best.ms)} with ${best.id}`
  return sorted.length === 1
    ? `${share} ${first}.`
    : `${share} ${first}, and longer than ${formatMetric('p99Ms', worst.ms)} with ${worst.id}.`
}

const beyondText = (level: number): string =>
  level === 0.5 ? 'Half of the requests' : `One request in ${Math.round(1 / (1 - level)).toLocaleString('en-US')}`

/** "p99.9" */
const levelName = (level: number): string => `p${Number((100 * level).toPrecision(9))}`

function tableOf(curves: readonly NamedCurve[]): ChartTable {
  const known = levels.filter(level => curves.some(({ distribution }) => latencyAt(distribution, level) !== undefined))
  return {
    head: ['candidate', ...known.map(level => `${levelName(level)}, ms [lowest, highest round]`)],
    rows: curves.map(curve => [curveName(curve), ...known.map(level => cell(curve.distribution, level))]),
  }
}

function cell({ share, ms, low, high }: Distribution, level: number): string {
  const [value, least, most] = [ms, low, high].map(column => latencyAt({ share, ms: column }, level))
  if (value === undefined) return '-'
  const text = (one: number): string => formatMetric('p99Ms', one).replace(' ms', '')
  return least === most ? text(value) : `${text(value)} [${text(least!)}, ${text(most!)}]`
}
