import { type ScalingMetricName, type ScalingMetrics, scalingMetricNames } from '../autoscale/scaling-metrics.js'
import { type DrillMetricName, type DrillValues, drillMetricNames } from '../drill/drill-metrics.js'
import { type DrillInfo, drillInfo } from './drill-info.js'
import type { Estimate } from './estimate.js'
import type { IncidentResult } from './incident-result.js'
import { type MetricInfo, metricInfo } from './metric-info.js'
import type { MetricName } from './metric-name.js'
import { scalingInfo, scalingPart } from './scaling-info.js'

/** Whatever has a value a round: a metric of the whole run, of one of its incidents, or of its autoscaling. */
export type MetricKey = MetricName | IncidentMetric

export interface IncidentMetric {
  /** `Incident.name`, or `scalingPart`. */
  readonly incident: string
  readonly name: PartMetricName
}

/** Of an incident, or of autoscaling. */
export type PartMetricName = DrillMetricName | ScalingMetricName
export const partMetricNames = [...drillMetricNames, ...scalingMetricNames] as const

/** What one round showed; null where it cannot tell a metric. */
export interface RoundMetrics {
  readonly round: number
  readonly metrics: Readonly<Record<MetricName, number | null>>
  readonly incidents?: readonly DrillValues[]
  readonly scaling?: ScalingMetrics
}

/** Unit, range and words of a metric. */
export function infoOf(key: MetricKey | PartMetricName): MetricInfo {
  if (typeof key !== 'string') return partInfo(key.name)
  return isPartMetric(key) ? partInfo(key) : metricInfo[key]
}

/** The same, with why it may be unknown. */
export function partInfo(name: PartMetricName): DrillInfo {
  return isScalingMetric(name) ? scalingInfo[name] : drillInfo[name]
}

/** Whether it is of autoscaling. */
export function isScalingMetric(name: string): name is ScalingMetricName {
  return (scalingMetricNames as readonly string[]).includes(name)
}

function isPartMetric(name: string): name is PartMetricName {
  return (partMetricNames as readonly string[]).includes(name)
}

/** As in gates: "p99", "crash.recovery". */
export function titleOf(key: MetricKey): string {
  return typeof key === 'string' ? metricInfo[key].name : `${key.incident}.${partInfo(key.name).name}`
}

/** As in `results.json`, where a metric is a name, with the incident it is of beside it. */
export function storedKey(key: MetricKey): {
  readonly metric: MetricName | PartMetricName
  readonly incident?: string
} {
  return typeof key === 'string' ? { metric: key } : { metric: key.name, incident: key.incident }
}

/** What was stored, back; a metric of an incident without one is of whichever. */
export function readKey({ metric, incident = '' }: ReturnType<typeof storedKey>): MetricKey {
  return isPartMetric(metric) ? { incident, name: metric } : metric
}

/** Of one round. */
export function roundValue(round: Omit<RoundMetrics, 'round'>, key: MetricKey): number | null {
  if (typeof key === 'string') return round.metrics[key]
  const { incident, name } = key
  if (isScalingMetric(name)) return incident === scalingPart ? (round.scaling?.[name] ?? null) : null
  return round.incidents?.find(one => one.incident === incident)?.metrics[name] ?? null
}

/** What a candidate showed over all rounds. */
interface Estimated {
  readonly metrics: Readonly<Record<MetricName, Estimate | null>>
  readonly incidents?: readonly Pick<IncidentResult, 'name' | 'metrics'>[]
  readonly scaling?: { readonly metrics: Readonly<Record<ScalingMetricName, Estimate | null>> }
}

/** Over rounds. */
export function estimateOf(candidate: Estimated, key: MetricKey): Estimate | null {
  if (typeof key === 'string') return candidate.metrics[key]
  const { incident, name } = key
  if (isScalingMetric(name)) return incident === scalingPart ? (candidate.scaling?.metrics[name] ?? null) : null
  return candidate.incidents?.find(one => one.name === incident)?.metrics[name] ?? null
}

/** Rounds whose value is only how long it was looked for, in vain. */
export function atLeastOf(rounds: readonly Pick<RoundMetrics, 'incidents'>[], key: MetricKey): number {
  return openOf(rounds, key).length
}

/** The highest value of those rounds, in the metric's unit; undefined where there are none. */
export function longestOf(rounds: readonly Pick<RoundMetrics, 'incidents'>[], key: MetricKey): number | undefined {
  const values = openOf(rounds, key)
  return values.length === 0 ? undefined : Math.max(...values)
}

function openOf(rounds: readonly Pick<RoundMetrics, 'incidents'>[], key: MetricKey): number[] {
  if (typeof key === 'string' || isScalingMetric(key.name)) return []
  const { incident, name } = key
  return rounds.flatMap(({ incidents = [] }) =>
    incidents
      .filter(one => one.incident === incident && one.atLeast.some(open => open === name))
      .map(({ metrics }) => metrics[name] ?? 0),
  )
}

/**
 * Whether rounds vary by factors, as latencies do. Times of incidents do not: they may be zero, and are made of windows of equal
 * length and of intervals between checks.
 */
export function variesByFactors(key: MetricKey): boolean {
  return typeof key === 'string' && metricInfo[key].unit === 'ms'
}
