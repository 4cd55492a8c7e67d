import type { DrillMetricName } from '../../drill/drill-metrics.js'

/** How a metric of a drill is shown. */
export interface DrillColumn {
  readonly metric: DrillMetricName
  /** Of its column, with the unit. */
  readonly head: string
  /** Without the unit. */
  readonly format: (value: number) => string
  /** Whether less is better, so that somebody can be best at it: a retry spent may have saved a request. */
  readonly ranked: boolean
}

/** In the order of a card: when, how many, what else. */
export const drillColumns: readonly DrillColumn[] = [
  { metric: 'detectionMs', head: 'detected in, s', format: seconds, ranked: true },
  { metric: 'recoveryMs', head: 'recovered in, s', format: seconds, ranked: true },
  { metric: 'hurt', head: 'requests hurt', format: count, ranked: true },
  { metric: 'clientsHurt', head: 'clients hurt, %', format: share => count(100 * share), ranked: true },
  { metric: 'overshoot', head: 'overshoot, x', format: value => value.toFixed(2), ranked: false },
  { metric: 'wrongEjections', head: 'wrongly out', format: count, ranked: true },
  { metric: 'lostSessions', head: 'sessions lost', format: count, ranked: true },
  { metric: 'retriesSpent', head: 'retries spent', format: count, ranked: false },
]

/** Milliseconds as seconds: windows are 100 ms long, so their means need no third digit. */
export function seconds(ms: number): string {
  const size = Math.abs(ms)
  return size === 0 ? '0' : (ms / 1000).toFixed(size < 10_000 ? 2 : 1)
}

/** A mean of counts: "0.04", "0.4", "12.5", "140". */
export function count(value: number): string {
  const size = Math.abs(value)
  const digits = size >= 99.95 ? 0 : size >= 1 ? 1 : 2
  return String(Number(value.toFixed(digits)) || 0)
}
