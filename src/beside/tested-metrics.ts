import { scalingMetricNames } from '../autoscale/scaling-metrics.js'
import { drillMetricNames } from '../drill/drill-metrics.js'
import type { MetricKey } from '../results/metric-key.js'
import { metricNames } from '../results/results.js'
import { scalingPart } from '../results/scaling-info.js'
import type { Pair } from './pair.js'
import { isTold } from './pair.js'

/**
 * What conclusions are drawn from: the middle and the tail of latency, errors, in a closed loop the rate that was answered, and what
 * each incident of both did. Few, because each one more makes all of them harder to show.
 */
export function testedMetrics(pair: Pair, closedLoop: boolean): MetricKey[] {
  const both = (metric: 'p99Ms' | 'p90Ms'): boolean =>
    pair.before.metrics[metric] !== null && pair.after.metrics[metric] !== null
  const tail = both('p99Ms') ? (['p99Ms'] as const) : both('p90Ms') ? (['p90Ms'] as const) : []
  const ofIncidents = sharedIncidents(pair).flatMap(incident =>
    (['detectionMs', 'recoveryMs', 'hurt'] as const).map(name => ({ incident, name })),
  )
  const all: MetricKey[] = [
    ...tail,
    'p50Ms',
    'errorRate',
    ...(closedLoop ? (['goodputPerSecond'] as const) : []),
    ...ofIncidents,
  ]
  return all.filter(metric => isTold(pair, metric))
}

/** What else is known of either: shown, not tested. */
export function otherMetrics(pair: Pair, tested: readonly MetricKey[]): MetricKey[] {
  const known = new Set(tested.map(keyText))
  const ofIncidents = sharedIncidents(pair).flatMap(incident => drillMetricNames.map(name => ({ incident, name })))
  const ofScaling = scalingMetricNames.map(name => ({ incident: scalingPart, name }))
  const all: MetricKey[] = [...metricNames, ...ofIncidents, ...ofScaling]
  return all.filter(metric => !known.has(keyText(metric)) && isTold(pair, metric))
}

const keyText = (metric: MetricKey): string => JSON.stringify(metric)

function sharedIncidents({ before, after }: Pair): string[] {
  const names = new Set(after.incidents?.map(({ name }) => name))
  return (before.incidents ?? []).map(({ name }) => name).filter(name => names.has(name))
}
