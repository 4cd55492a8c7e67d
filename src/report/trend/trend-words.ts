import type { HistoryLine } from '../../history/history-line.js'
import type { Shift } from '../../history/shifts.js'
import type { TrendGroup } from '../../history/trend.js'
import { formatMetric, formatValue } from '../../results/format-metric.js'
import { metricInfo } from '../../results/metric-info.js'
import type { MetricName } from '../../results/results.js'

/** "2026-05-03", of ISO 8601. */
export const dayOf = ({ at }: HistoryLine): string => at.slice(0, 10)

/** "commit 1a2b3c4", "commit 1a2b3c4 with changes"; undefined outside of a repository. */
export function commitOf({ commit, dirty }: HistoryLine): string | undefined {
  return commit === null ? undefined : `commit ${commit.slice(0, 7)}${dirty === true ? ' with changes' : ''}`
}

/** "run 14 of 30", counted from the first run there is of the group. */
export function runOf({ first, runs }: TrendGroup, run: number): string {
  return `run ${first + run} of ${first + runs.length - 1}`
}

/** "rose by 18 % [12, 24], from 34.1 to 40.2 ms". */
export function sizeOf(shift: Shift, metric: MetricName): string {
  const { kind, before, after } = shift
  const verb = after > before ? 'rose' : 'fell'
  const size = kind === 'ratio' ? percent(shift) : difference(shift, metric)
  return `${verb} by ${size}, from ${formatValue(metric, before)} to ${formatMetric(metric, after)}`
}

function percent({ size: { value, low, high } }: Shift): string {
  const off = (ratio: number): number => (value > 1 ? ratio - 1 : 1 - ratio) * 100
  const text = (share: number): string => (Math.abs(share) < 9.95 ? share.toFixed(1) : share.toFixed(0))
  return `${text(off(value))} %${range(low, high, ratio => text(off(ratio)), value < 1)}`
}

function difference({ size: { value, low, high } }: Shift, metric: MetricName): string {
  const text = (amount: number): string => formatValue(metric, value > 0 ? amount : -amount)
  const unit = metricInfo[metric].unit === 'share' ? ' points' : ''
  return `${text(value)}${unit}${range(low, high, text, value < 0)}`
}

/** Of a fall the ends change places. */
function range(low: number | null, high: number | null, text: (end: number) => string, fell: boolean): string {
  if (low === null || high === null || low === high) return ''
  return fell ? ` [${text(high)}, ${text(low)}]` : ` [${text(low)}, ${text(high)}]`
}
