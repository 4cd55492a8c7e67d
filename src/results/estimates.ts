import { geometricMeanInterval, meanInterval, shareInterval } from '../stats/interval.js'
import type { Measurement } from './measure.js'
import { metricInfo } from './metric-info.js'
import { type Estimate, type MetricName, metricNames } from './results.js'

type Metrics = Pick<Measurement, 'metrics'>

/**
 * Each metric over the rounds that can tell it, null where none can. Latencies: the geometric mean of the rounds' values,
 * so that one bad round does not own the tail as it would if rounds were pooled; all else: the arithmetic mean.
 */
export function estimates(rounds: readonly Metrics[]): Record<MetricName, Estimate | null> {
  const total = rounds.reduce((sum, { metrics }) => sum + (metrics.requests ?? 0), 0)
  const of = (name: MetricName): Estimate | null => {
    const values = rounds.map(({ metrics }) => metrics[name]).filter(value => value !== null)
    return values.length === 0 ? null : estimate(name, values, total)
  }
  return Object.fromEntries(metricNames.map(name => [name, of(name)])) as Record<MetricName, Estimate | null>
}

function estimate(name: MetricName, values: readonly number[], total: number): Estimate {
  const { unit, range } = metricInfo[name]
  if (unit === 'ms') return geometricMeanInterval(values)
  return unit === 'share' ? shareInterval(values, total) : meanInterval(values, range)
}
