import { formatRange, formatValue } from '../../results/format-metric.js'
import { axisInfo } from '../../sweep/axis.js'
import type { Curve, CurvePoint } from '../../sweep/curve.js'
import type { Sweep } from '../../sweep/sweep.js'
import { formatShare } from '../../units.js'
import type { TextColumn } from './text-table.js'

/** The values of the axis, as a column. */
export function axisColumn({ axis }: Sweep): TextColumn {
  const { name, format } = axisInfo[axis.kind]
  return { head: name, cells: axis.values.map(format) }
}

/** The metric of each curve with its interval, or why there is none. */
export function metricColumns(sweep: Sweep): TextColumn[] {
  return sweep.curves.map(({ candidate, points }) => ({
    head: candidate.id,
    cells: points.map(point => cellOf(point, sweep.metric)),
  }))
}

/** Failed requests in percent; none where nobody failed one in a thousand, but where its queue grew. */
export function errorColumns({ curves }: Sweep): TextColumn[] {
  const rate = ({ errorRate }: CurvePoint): number => errorRate?.value ?? 0
  if (!curves.some(({ points }) => points.some(point => point.stability === 'stable' && rate(point) >= 0.001)))
    return []
  return curves.map(({ candidate, points }: Curve) => ({
    head: candidate.id,
    cells: points.map(point => formatValue('errorRate', rate(point))),
  }))
}

function cellOf(point: CurvePoint, metric: Sweep['metric']): string {
  const estimate = point.latency[metric]
  if (estimate === null) return absence(point).text
  const { value, low, high } = estimate
  const range = low === null || high === null ? '' : ` ${formatRange(metric, low, high)}`
  return formatValue(metric, value) + range
}

/** Why a point has no latency: the sign in the chart, the text in the table. */
export function absence({ stability, busiest, timeoutRate }: CurvePoint): {
  readonly sign: string
  readonly text: string
} {
  const load = busiest === null ? '' : ` (${busiest.backend}: ${formatShare(busiest.load)})`
  if (stability === 'unsettled') return { sign: '?', text: `unsettled${load}` }
  if (stability === 'unstable') return { sign: '!', text: `unstable${load}` }
  if ((timeoutRate?.value ?? 0) > 0) return { sign: 't', text: 'beyond the timeout' }
  return { sign: '-', text: 'too few answers' }
}

/** What the signs of the chart mean. */
export const signMeanings: Readonly<Record<string, string>> = {
  '!': 'unstable: the queue grows',
  '?': 'unsettled: the run is too short',
  t: 'beyond the timeout',
  '-': 'too few answers',
}
