import { formatMetric, formatRange, formatValue } from '../../../results/format-metric.js'
import { metricInfo } from '../../../results/metric-info.js'
import type { PartMetricName } from '../../../results/metric-key.js'
import type { Estimate, MetricName } from '../../../results/results.js'
import { estimateOf } from '../../../sweep/vary/measured.js'
import type { Measure, VaryPoint } from '../../../sweep/vary/vary.js'
import { drillColumns } from '../../drill/drill-columns.js'
import { drillText } from '../../drill/drill-text.js'
import { scalingColumns } from '../../scaling/scaling-columns.js'

/** With its unit: "detected in, s", "p99, ms", "errors, %". */
export function measureName({ incident, metric }: Measure): string {
  if (incident !== null) return columnOf(metric).head
  const unit = units[metricInfo[metric].unit]
  return (metric === 'errorRate' ? 'errors' : metricInfo[metric].name) + (unit === undefined ? '' : `, ${unit}`)
}

const units: Readonly<Record<string, string>> = { ms: 'ms', share: '%', perSecond: '/s' }

/** A value without its unit. */
export function measureValue({ incident, metric }: Measure, value: number): string {
  return incident === null ? formatValue(metric, value) : columnOf(metric).format(value)
}

/** A value with its unit, as far as it has one: "2.05 s", "3.2". */
export function measureWithUnit(measure: Measure, value: number): string {
  if (measure.incident === null) return formatMetric(measure.metric, value)
  const { head, format } = columnOf(measure.metric)
  const unit = /, (\S+)$/.exec(head)?.[1]
  return unit === undefined ? format(value) : `${format(value)} ${unit}`
}

/** What a point has of it, with its interval; "-" where it cannot be told. */
export function measureCell(point: VaryPoint, measure: Measure): string {
  if (measure.incident !== null) {
    const metric = { incident: measure.incident, name: measure.metric }
    return drillText(point, { metric, format: columnOf(measure.metric).format }) ?? '-'
  }
  const estimate = estimateOf(point, measure)
  return estimate === null ? '-' : plainCell(measure.metric, estimate)
}

function plainCell(metric: MetricName, { value, low, high }: Estimate): string {
  const range = low === null || high === null || low === high ? '' : ` ${formatRange(metric, low, high)}`
  return formatValue(metric, value) + range
}

/** Of an incident, or of autoscaling. */
function columnOf(metric: PartMetricName): Pick<(typeof columns)[number], 'head' | 'format'> {
  return columns.find(column => column.metric === metric)!
}

const columns = [...drillColumns, ...scalingColumns]
