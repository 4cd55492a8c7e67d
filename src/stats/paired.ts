import { mean, median } from 'simple-statistics'
import { anywhere, type Inference, positive } from './inference.js'
import { inferTrimmed } from './trimmed.js'

/**
 * numerators[i] / denominators[i], round by round: both met the same requests, so what a round adds to both cancels.
 * The estimate is Hodges-Lehmann's on the log ratios (one bad round moves it little), the interval a t-interval (from ten rounds on
 * trimmed), widened where an outlier pulled it off the estimate; a percentile bootstrap of so few rounds would cover 83 % where it says 95. All values must be positive.
 */
export function inferRatio(numerators: readonly number[], denominators: readonly number[]): Inference {
  const logs = numerators.map((value, i) => Math.log(value) - Math.log(denominators[i]!))
  return inferTrimmed(logs, 'log', positive, hodgesLehmann(logs))
}

/**
 * left[i] - right[i], round by round, with an interval as of `inferRatio`. For quantities that may be zero. The estimate is the mean: what the
 * means of both differ by, as anybody can check who subtracts them.
 */
export function inferDifference(left: readonly number[], right: readonly number[]): Inference {
  const differences = left.map((value, i) => value - right[i]!)
  return inferTrimmed(differences, 'linear', anywhere, mean(differences))
}

/** Median of the means of all pairs, each value paired with itself as well (Hodges & Lehmann 1963). */
export function hodgesLehmann(values: readonly number[]): number {
  return median(values.flatMap((value, i) => values.slice(i).map(other => (value + other) / 2)))
}
