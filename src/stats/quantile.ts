/**
 * The p-quantile of values in ascending order, by linear interpolation between the closest ranks (Hyndman & Fan type 7):
 * what numpy, pandas, R and spreadsheets compute by default, so a reader of `requests.csv` gets the same digits.
 * NaN of no values.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return Number.NaN
  const rank = (sorted.length - 1) * p
  const below = sorted[Math.floor(rank)]!
  const above = sorted[Math.ceil(rank)]!
  return below + (above - below) * (rank - Math.floor(rank))
}

/** Requests that must lie beyond a percentile before it is printed: with fewer it is one or two requests' luck. */
export const samplesBeyond = 10

/** Whether n values can tell their p-quantile: p50 from 20 on, p99 from 1,000, p99.9 from 10,000. */
export function enoughFor(p: number, n: number): boolean {
  // n - n * p, not n * (1 - p): 1 - 0.9 is not exactly 0.1, and 100 values do hold ten beyond their p90.
  return n - n * p >= samplesBeyond - 1e-9
}
