import { mean, median } from 'simple-statistics'
import { exponential, type Interval, meanReach } from './interval.js'

/**
 * numerators[i] / denominators[i], round by round: both met the same requests, so what a round adds to both cancels.
 * The estimate is Hodges-Lehmann's on the log ratios (one bad round moves it little), the interval a t-interval; a
 * percentile bootstrap of so few rounds would cover 83 % where it says 95. All values must be positive.
 */
export function pairedRatio(numerators: readonly number[], denominators: readonly number[]): Interval {
  return exponential(robustInterval(numerators.map((value, i) => Math.log(value) - Math.log(denominators[i]!))))
}

/** left[i] - right[i], round by round, estimated as `pairedRatio` does. For quantities that may be zero. */
export function pairedDifference(left: readonly number[], right: readonly number[]): Interval {
  return robustInterval(left.map((value, i) => value - right[i]!))
}

/** Median of the means of all pairs, each value paired with itself as well (Hodges & Lehmann 1963). */
export function hodgesLehmann(values: readonly number[]): number {
  return median(values.flatMap((value, i) => values.slice(i).map(other => (value + other) / 2)))
}

/** The t-interval lies around the mean; where an outlier pulled it off the estimate, it is widened to hold it. */
function robustInterval(values: readonly number[]): Interval {
  const value = hodgesLehmann(values)
  const reach = meanReach(values)
  if (reach === null) return { value, low: null, high: null, n: values.length }
  const middle = mean([...values])
  return { value, low: Math.min(value, middle - reach), high: Math.max(value, middle + reach), n: values.length }
}
