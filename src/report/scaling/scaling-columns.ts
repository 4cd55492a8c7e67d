import type { ScalingMetricName } from '../../autoscale/scaling-metrics.js'
import { formatNumber } from '../../results/format-metric.js'
import type { CandidateResult, Results } from '../../results/results.js'
import type { Column, ColumnGroup } from '../columns.js'

/** What autoscaling came to, mean of a round; undefined where no fleet was scaled. */
export function scalingGroup({ candidates }: Results): ColumnGroup | undefined {
  const scaled = candidates.filter(({ scaling }) => scaling !== undefined)
  if (scaled.length === 0) return undefined
  const columns = scalingColumns
    .map(column => columnOf(scaled, column))
    .filter(({ cells }) => cells.some(({ text }) => text !== '-'))
  return { title: 'Autoscaling, a round', candidates: scaled, columns }
}

/** How a metric of autoscaling is shown. */
export interface ScalingColumn {
  /** Of its column, with the unit. */
  readonly head: string
  readonly metric: ScalingMetricName
  /** Without the unit. */
  readonly format: (value: number) => string
}

/** What was missed, what it took, how it was had. */
export const scalingColumns: readonly ScalingColumn[] = [
  { head: 'objective missed, s', metric: 'missedSeconds', format: count },
  { head: 'missed requests', metric: 'missedRequests', format: count },
  { head: 'backend-seconds', metric: 'backendSeconds', format: count },
  { head: 'over need, %', metric: 'overProvisioning', format: share => formatNumber(100 * share) },
  { head: 'turns', metric: 'oscillations', format: count },
  { head: 'newcomers, x', metric: 'newcomerLoad', format: load => load.toFixed(2) },
  { head: 'worst, x', metric: 'newcomerWorst', format: load => load.toFixed(2) },
]

/** Of counts: whole where it is. */
function count(value: number): string {
  return Number.isInteger(value) ? String(value) : formatNumber(value)
}

function columnOf(candidates: readonly CandidateResult[], { head, metric, format }: ScalingColumn): Column {
  const cells = candidates.map(({ scaling }) => {
    const estimate = scaling?.metrics[metric] ?? null
    if (estimate === null) return { text: '-', standing: 'none' as const }
    const { value, low, high } = estimate
    const range = low === null || high === null ? '' : ` [${format(low)}, ${format(high)}]`
    return { text: `${format(value)}${range}`, standing: 'none' as const }
  })
  return { head, cells }
}
