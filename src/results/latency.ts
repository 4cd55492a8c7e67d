import type { TrialRecord } from '../bench/trial.js'
import { enoughFor, quantile } from '../stats/quantile.js'
import { isGood, isTimeout } from './outcome.js'
import type { MetricName } from './results.js'

/**
 * Latency metrics of one trial over requests that got a good answer or timed out. A timeout enters with the time waited
 * (it would have taken at least that); a request that failed otherwise does not: a fast 503 must not improve p99.
 */
export function latencyMetrics(
  record: TrialRecord,
  rows: readonly number[],
): Partial<Record<MetricName, number | null>> {
  const waited = rows.filter(row => isGood(record.status[row]!) || isTimeout(record.status[row]!))
  const latencyMs = ascending(waited, row => record.doneMs[row]! - record.dueMs[row]!)
  const serviceMs = ascending(waited, row => record.doneMs[row]! - record.sentMs[row]!)
  return {
    p50Ms: percentile(latencyMs, 0.5),
    p90Ms: percentile(latencyMs, 0.9),
    p99Ms: percentile(latencyMs, 0.99),
    p999Ms: percentile(latencyMs, 0.999),
    maxMs: latencyMs.at(-1) ?? null,
    meanMs: meanOf(latencyMs),
    serviceP50Ms: percentile(serviceMs, 0.5),
    serviceP99Ms: percentile(serviceMs, 0.99),
  }
}

/** The known values in ascending order. */
export function ascending(rows: readonly number[], read: (row: number) => number): Float64Array {
  return Float64Array.from(rows, read).filter(Number.isFinite).sort()
}

/** Null of none. */
export function meanOf(values: Float64Array): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

function percentile(sorted: Float64Array, p: number): number | null {
  return enoughFor(p, sorted.length) ? quantile(sorted, p) : null
}
