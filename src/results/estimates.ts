import { type Inference, inferMean, intervalOf } from '../stats/inference.js'
import { inferLatency, inferShare } from '../stats/interval.js'
import { confidence } from '../stats/student.js'
import { mostPossible } from './at-timeout.js'
import type { Estimate } from './estimate.js'
import { infoOf, type MetricKey, type RoundMetrics, roundValue, variesByFactors } from './metric-key.js'
import { type MetricName, metricNames } from './metric-name.js'

type Metrics = Omit<RoundMetrics, 'round'>

export interface EstimateOptions {
  /** 0.95 unless given. */
  readonly level?: number
  /** Clients give up after so long: no interval of a latency leads beyond. Null, as where it is left out: nobody told it. */
  readonly timeoutMs?: number | null
}

/**
 * Each metric over the rounds that can tell it, null where none can, with intervals of this confidence. Latencies: the geometric
 * mean of the rounds' values, so that one bad round does not own the tail as it would if rounds were pooled; all else: the
 * arithmetic mean, of times of incidents as well, which may be zero.
 */
export function estimates(
  rounds: readonly Metrics[],
  { level = confidence, timeoutMs = null }: EstimateOptions = {},
): Record<MetricName, Estimate | null> {
  const of = (name: MetricName): Estimate | null => {
    const inference = inferMetric(rounds, name, timeoutMs)
    return inference === undefined ? null : intervalOf(inference, level)
  }
  return Object.fromEntries(metricNames.map(name => [name, of(name)])) as Record<MetricName, Estimate | null>
}

/**
 * What rounds tell of one metric; undefined where none can.
 * @param timeoutMs as in `EstimateOptions`
 */
export function inferMetric(
  rounds: readonly Metrics[],
  key: MetricKey,
  timeoutMs: number | null = null,
): Inference | undefined {
  const values = rounds.map(round => roundValue(round, key)).filter(value => value !== null)
  if (values.length === 0) return undefined
  const { unit, range } = infoOf(key)
  if (typeof key === 'string' && variesByFactors(key)) {
    const latency = inferLatency(values)
    return { ...latency, range: { ...latency.range, max: mostPossible(key, values, timeoutMs) } }
  }
  // Of how many clients a share is, is not known here: they are fewer than requests.
  if (typeof key !== 'string') return inferMean(values, 'linear', range)
  const total = rounds.reduce((sum, { metrics }) => sum + (metrics.requests ?? 0), 0)
  return unit === 'share' ? inferShare(values, total) : inferMean(values, 'linear', range)
}
