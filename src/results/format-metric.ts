import type { Interval } from '../stats/interval.js'
import type { MetricUnit } from './metric-info.js'
import { infoOf, type MetricKey, type PartMetricName } from './metric-key.js'

/** Names of metrics of incidents stand for those of any incident. */
type AnyMetric = MetricKey | PartMetricName

/** Three significant digits, whole from 100 on: 0.0412, 4.12, 41.2, 412, 4123; an exponent only beyond a million: 1.3e7. */
export function formatNumber(value: number): string {
  const size = Math.abs(Number(value.toPrecision(3)))
  if (size >= 1e6) return value.toExponential(1).replace('+', '')
  if (size < 1e-6) return '0'
  if (size >= 100) return value.toFixed(0)
  if (size >= 10) return value.toFixed(1)
  if (size >= 1) return value.toFixed(2)
  return value.toFixed(Math.min(6, 2 - Math.floor(Math.log10(size))))
}

/** A number in a metric's unit, without the unit: shares in percent, latencies in ms, indices with three decimals. */
export function formatValue(metric: AnyMetric, value: number): string {
  const { unit } = infoOf(metric)
  if (unit === 'index') return value.toFixed(3)
  return formatNumber(unit === 'share' ? value * 100 : value)
}

/** "41.2 ms", "0.83 %", "240/s", "0.998". */
export function formatMetric(metric: AnyMetric, value: number): string {
  return `${formatValue(metric, value)}${suffix[infoOf(metric).unit]}`
}

/** "41.2 ms [39.0, 43.5]"; without the interval where there is none. */
export function formatEstimate(metric: AnyMetric, { value, low, high }: Interval): string {
  const text = formatMetric(metric, value)
  return low === null || high === null ? text : `${text} ${formatRange(metric, low, high)}`
}

/** "[39.0, 43.5]", in the unit of the metric. */
export function formatRange(metric: AnyMetric, low: number, high: number): string {
  return `[${formatValue(metric, low)}, ${formatValue(metric, high)}]`
}

/** "1.42x [1.30, 1.55]". */
export function formatRatio({ value, low, high }: Interval): string {
  const range =
    low === null || high === null ? '' : ` [${low.toFixed(2)}, ${high < 1e6 ? high.toFixed(2) : formatNumber(high)}]`
  return `${value.toFixed(2)}x${range}`
}

/** A relative change in percent, two digits at least, the sign of percent left out: -0.31 is "-31", 0.042 "+4.2", 0.0042 "+0.42". */
export function formatChange(change: number): string {
  const percent = 100 * change
  const text = Math.abs(percent) >= 9.95 ? percent.toFixed(0) : percent.toPrecision(2)
  // What is positive is never 100 % lower.
  if (percent <= -99) return percent.toPrecision(3)
  return percent > 0 ? `+${text}` : text
}

const suffix: Readonly<Record<MetricUnit, string>> = { ms: ' ms', share: ' %', perSecond: '/s', count: '', index: '' }
