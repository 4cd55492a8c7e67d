import type { DrillMetricName } from '../drill/drill-metrics.js'
import type { IncidentKind } from '../model/incident.js'
import type { Estimate } from './estimate.js'

/** What one incident did under one candidate. */
export interface IncidentResult {
  readonly name: string
  readonly kind: IncidentKind
  readonly fromMs: number
  readonly toMs: number
  /** Names of those it befell; empty where it befell the traffic. */
  readonly backends: readonly string[]
  readonly metrics: Readonly<Record<DrillMetricName, Estimate | null>>
  /** In how many rounds it took longer than could be looked for: those count with how long that was. */
  readonly atLeast: Readonly<Record<'detectionMs' | 'recoveryMs', number>>
}

/** Columns, an entry a window of the run; null where nothing can be told. */
export interface Timeline {
  readonly windowMs: number
  /** Good answers and time-outs by when they were due: medians over rounds, ms. */
  readonly p50Ms: readonly (number | null)[]
  readonly p99Ms: readonly (number | null)[]
  /** Requests due a second, and the share of them that failed: means over rounds. */
  readonly ratePerSecond: readonly number[]
  readonly errorRate: readonly (number | null)[]
  /** Failures a second by kind, means over rounds. */
  readonly errors: Readonly<Record<string, readonly number[]>>
  /** By backend, in the order of the scenario; empty of fleets of more than 32. */
  readonly backends: readonly BackendTimeline[]
}

/** Means over rounds. */
export interface BackendTimeline {
  readonly name: string
  /** Of all tries of the window; null where there were none. */
  readonly share: readonly (number | null)[]
  readonly inFlight: readonly number[]
  /** In which share of the rounds it was out because it looked sick; null where the balancer cannot be seen. */
  readonly out: readonly number[] | null
}
