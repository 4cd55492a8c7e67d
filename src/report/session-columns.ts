import { formatMetric, formatNumber } from '../results/format-metric.js'
import type { CandidateResult, MetricName, Results } from '../results/results.js'
import type { ColumnGroup } from './columns.js'

/**
 * What became of the clients' sessions, mean of a round; undefined where the scenario has none. Not to be taken for the stickiness
 * of the balancer, which may break without a session being lost.
 */
export function sessionGroup({ candidates }: Results): ColumnGroup | undefined {
  const told = candidates.filter(({ metrics }) => metrics.logins !== null)
  if (told.length === 0) return undefined
  const columns = shown.flatMap(({ head, metric }) => {
    if (told.every(({ metrics }) => metrics[metric] === null)) return []
    return [{ head, cells: told.map(candidate => ({ text: cellOf(candidate, metric), standing: 'none' as const })) }]
  })
  return { title: 'Sessions of clients, a round', candidates: told, columns }
}

const shown: readonly { readonly head: string; readonly metric: MetricName }[] = [
  { head: 'sessions lost', metric: 'sessionsLost' },
  { head: 'requests lost', metric: 'lostShare' },
  { head: 'logins', metric: 'logins' },
  { head: 'repeated', metric: 'repeatedLogins' },
  { head: 'store p50', metric: 'storeP50Ms' },
  { head: 'store p99', metric: 'storeP99Ms' },
]

function cellOf({ metrics }: CandidateResult, metric: MetricName): string {
  const estimate = metrics[metric]
  if (estimate === null) return '-'
  return metric === 'lostShare' || metric.endsWith('Ms')
    ? formatMetric(metric, estimate.value)
    : Number.isInteger(estimate.value)
      ? String(estimate.value)
      : formatNumber(estimate.value)
}
