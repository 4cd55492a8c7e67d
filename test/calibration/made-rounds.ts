import type { RoundMetrics } from '../../src/results/metric-key.js'
import { type MetricName, metricNames } from '../../src/results/results.js'

/** A round that tells these metrics and no other. */
export function roundOf(round: number, metrics: Partial<Record<MetricName, number>>): RoundMetrics {
  const none = Object.fromEntries(metricNames.map(name => [name, null]))
  return { round, metrics: { ...none, ...metrics } as RoundMetrics['metrics'] }
}
