import { enoughFor, quantile } from '../stats/quantile.js'
import type { MetricName } from './metric-name.js'

/** Values of one trial of which a mean, a maximum and percentiles can be told: all of them in order, or a histogram. */
export interface Sample {
  readonly count: number
  readonly mean: number
  readonly max: number
  quantile(p: number): number
  /** Of several, in ascending order. */
  quantiles(ps: readonly number[]): number[]
}

/**
 * Latency metrics of one trial over requests that got a good answer or timed out. A timeout enters with the time waited
 * (it would have taken at least that); a request that failed otherwise does not: a fast 503 must not improve p99.
 */
export function latencyMetrics(latencyMs: Sample, serviceMs: Sample): Partial<Record<MetricName, number | null>> {
  const some = latencyMs.count > 0
  return {
    p50Ms: percentile(latencyMs, 0.5),
    p90Ms: percentile(latencyMs, 0.9),
    p99Ms: percentile(latencyMs, 0.99),
    p999Ms: percentile(latencyMs, 0.999),
    maxMs: some ? latencyMs.max : null,
    meanMs: some ? latencyMs.mean : null,
    serviceP50Ms: percentile(serviceMs, 0.5),
    serviceP99Ms: percentile(serviceMs, 0.99),
  }
}

/** @param sorted in ascending order */
export function sampleOf(sorted: Float64Array): Sample {
  return {
    count: sorted.length,
    mean: meanOf(sorted) ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
    quantile: p => quantile(sorted, p),
    quantiles: ps => ps.map(p => quantile(sorted, p)),
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

/** Null where too few values lie beyond it to tell. */
export function percentile(sample: Sample, p: number): number | null {
  return enoughFor(p, sample.count) ? sample.quantile(p) : null
}
