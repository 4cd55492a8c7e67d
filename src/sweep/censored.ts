import type { MetricName } from '../results/results.js'

/**
 * Whether so many clients gave up that nobody knows how long it would have taken: a percentile with as many time-outs beyond
 * it is their timeout, whatever the queue; a mean with one in a hundred tells more of the timeout than of the rest.
 */
export function isCensored(metric: MetricName, timeoutRate: number | null): boolean {
  return (timeoutRate ?? 0) >= (beyond[metric] ?? Infinity)
}

const beyond: Partial<Record<MetricName, number>> = { p50Ms: 0.5, p90Ms: 0.1, p99Ms: 0.01, p999Ms: 0.001, meanMs: 0.01 }
