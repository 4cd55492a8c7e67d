import { type DrillMetricName, type DrillValues, drillMetricNames } from '../drill/drill-metrics.js'
import { drillInfo } from './drill-info.js'
import type { Estimate } from './estimate.js'
import { type MetricInfo, metricInfo } from './metric-info.js'
import type { MetricName } from './metric-name.js'
import type { CandidateResult } from './results.js'

/** Whatever has a value a round: a metric of the whole run, or of one of its incidents. */
export type MetricKey = MetricName | IncidentMetric

export interface IncidentMetric {
  /** `Incident.name`. */
  readonly incident: string
  readonly name: DrillMetricName
}

/** What one round showed; null where it cannot tell a metric. */
export interface RoundMetrics {
  readonly round: number
  readonly metrics: Readonly<Record<MetricName, number | null>>
  readonly incidents?: readonly DrillValues[]
}

/** Unit, range and words of a metric. */
export function infoOf(key: MetricKey | DrillMetricName): MetricInfo {
  if (typeof key !== 'string') return drillInfo[key.name]
  return isDrillMetric(key) ? drillInfo[key] : metricInfo[key]
}

function isDrillMetric(name: string): name is DrillMetricName {
  return (drillMetricNames as readonly string[]).includes(name)
}

/** As in gates: "p99", "crash.recovery". */
export function titleOf(key: MetricKey): string {
  return typeof key === 'string' ? metricInfo[key].name : `${key.incident}.${drillInfo[key.name].name}`
}

/** As in `results.json`, where a metric is a name, with the incident it is of beside it. */
export function storedKey(key: MetricKey): {
  readonly metric: MetricName | DrillMetricName
  readonly incident?: string
} {
  return typeof key === 'string' ? { metric: key } : { metric: key.name, incident: key.incident }
}

/** What was stored, back; a metric of an incident without one is of whichever. */
export function readKey({ metric, incident = '' }: ReturnType<typeof storedKey>): MetricKey {
  return isDrillMetric(metric) ? { incident, name: metric } : metric
}

/** Of one round. */
export function roundValue({ metrics, incidents }: Omit<RoundMetrics, 'round'>, key: MetricKey): number | null {
  if (typeof key === 'string') return metrics[key]
  return incidents?.find(({ incident }) => incident === key.incident)?.metrics[key.name] ?? null
}

/** Over rounds. */
export function estimateOf(
  { metrics, incidents }: Pick<CandidateResult, 'metrics' | 'incidents'>,
  key: MetricKey,
): Estimate | null {
  if (typeof key === 'string') return metrics[key]
  return incidents?.find(({ name }) => name === key.incident)?.metrics[key.name] ?? null
}

/** Rounds whose value is only how long it was looked for, in vain. */
export function atLeastOf(rounds: readonly Pick<RoundMetrics, 'incidents'>[], key: MetricKey): number {
  if (typeof key === 'string') return 0
  const open = (values: DrillValues): boolean => values.atLeast.some(name => name === key.name)
  return rounds.filter(({ incidents = [] }) => incidents.some(one => one.incident === key.incident && open(one))).length
}

/**
 * Whether rounds vary by factors, as latencies do. Times of incidents do not: they may be zero, and are made of windows of equal
 * length and of intervals between checks.
 */
export function variesByFactors(key: MetricKey): boolean {
  return typeof key === 'string' && metricInfo[key].unit === 'ms'
}
