import type { RoundMetrics } from './metric-key.js'
import type { MetricName } from './metric-name.js'

/** Latencies from due to done of which a time-out is one: percentiles, and the longest. */
const withTimeouts: readonly MetricName[] = ['p50Ms', 'p90Ms', 'p99Ms', 'p999Ms', 'maxMs']

/**
 * Whether a latency is, in some round, the time after which clients give up: it would have been at least that, and nobody knows how
 * much more, so what rests on it is a bound. False where nobody told that time.
 */
export function isAtTimeout(
  rounds: readonly Pick<RoundMetrics, 'metrics'>[],
  metric: MetricName,
  timeoutMs: number | null,
): boolean {
  if (timeoutMs === null || !withTimeouts.includes(metric)) return false
  return rounds.some(({ metrics }) => reachesTimeout(metrics[metric] ?? 0, timeoutMs))
}

/** The same of a single latency from due to done, ms. Histograms are right to 0.1 %. */
export function reachesTimeout(ms: number, timeoutMs: number | null): boolean {
  return timeoutMs !== null && ms >= 0.999 * timeoutMs
}

/**
 * The highest that a latency can be: clients give up so long after it was due. Infinity where nobody told that time, it is another
 * quantity, or a round has more than that, which a client that gives up a little late may see.
 */
export function mostPossible(metric: MetricName, values: readonly number[], timeoutMs: number | null): number {
  if (timeoutMs === null || !(metric === 'meanMs' || withTimeouts.includes(metric))) return Infinity
  return Math.max(...values) > 1.01 * timeoutMs ? Infinity : Math.max(timeoutMs, ...values)
}
