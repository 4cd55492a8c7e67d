import type { AddSample, Labels } from './family.js'

/**
 * Upper bounds of the buckets, s: from 1 ms to 10 s, each at most twice the one before, so that a quantile read off them is
 * off by less than its own value, and where latencies usually are by a third.
 */
export const latencyBounds: readonly number[] = [
  0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2,
  3, 5, 7.5, 10,
]

/** Histograms side by side, one a row, in plain arrays: to add a value is two increments. */
export class HistogramRows {
  readonly #bounds: readonly number[]
  readonly #boundsMs: Float64Array
  /** A row of counts, one a bucket and one for what is beyond the last, for each histogram. */
  readonly #counts: Float64Array
  readonly #sumsMs: Float64Array

  constructor(rows: number, bounds: readonly number[] = latencyBounds) {
    this.#bounds = bounds
    this.#boundsMs = Float64Array.from(bounds, seconds => seconds * 1000)
    this.#counts = new Float64Array(rows * (bounds.length + 1))
    this.#sumsMs = new Float64Array(rows)
  }

  /** Not a number counts for nothing. */
  add(row: number, ms: number): void {
    if (Number.isNaN(ms)) return
    const bounds = this.#boundsMs
    let bucket = 0
    while (bucket < bounds.length && ms > bounds[bucket]) bucket++
    this.#counts[row * (bounds.length + 1) + bucket]++
    this.#sumsMs[row] += ms
  }

  /**
   * Tells the row as Prometheus has histograms: cumulated buckets, sum in seconds, count.
   * @param name of the family
   */
  tell(add: AddSample, name: string, row: number, labels: Labels): void {
    const buckets = this.#bounds.length
    let count = 0
    for (let bucket = 0; bucket <= buckets; bucket++) {
      count += this.#counts[row * (buckets + 1) + bucket]
      const le = bucket === buckets ? '+Inf' : this.#bounds[bucket]
      add({ ...labels, le }, count, `${name}_bucket`)
    }
    add(labels, this.#sumsMs[row] / 1000, `${name}_sum`)
    add(labels, count, `${name}_count`)
  }
}
