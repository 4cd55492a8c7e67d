import { anywhere, type Inference, type Interval, inferMean, intervalOf, positive, type Range } from './inference.js'
import { confidence } from './student.js'

export type { Interval, Range } from './inference.js'

/** Arithmetic mean with its t-interval. For rates, shares and indices. Values must be one at least, and finite. */
export function meanInterval(values: readonly number[], range: Range = anywhere, level = confidence): Interval {
  return intervalOf(inferMean(values, 'linear', range), level)
}

/**
 * Geometric mean with the t-interval of the logarithms, transformed back. For latencies: they vary by factors, not by
 * amounts, and the interval stays positive. Where a value is not positive there is no logarithm: linear, not below 0.
 */
export function geometricMeanInterval(values: readonly number[], level = confidence): Interval {
  return intervalOf(inferLatency(values), level)
}

/** Of latencies: the geometric mean; linear where a value is not positive. */
export function inferLatency(values: readonly number[]): Inference {
  return values.some(value => value <= 0)
    ? inferMean(values, 'linear', positive)
    : inferMean(values.map(Math.log), 'log', positive)
}

/**
 * Of shares in [0, 1] of `total` requests. Where every round saw none at all (or all), the rounds agree and a t-interval would
 * claim certainty; the rule of three bounds what may have been missed.
 */
export function inferShare(shares: readonly number[], total: number): Inference {
  const inference = inferMean(shares, 'linear', { min: 0, max: 1 })
  const agreed = (inference.value === 0 || inference.value === 1) && total > 0
  return agreed ? { ...inference, unanimousOf: total } : inference
}
