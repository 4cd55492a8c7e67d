import { mean, sampleVariance } from 'simple-statistics'
import { exponential, type Interval } from './interval.js'
import { tReach } from './student.js'

/** Ratio of two geometric means whose rounds do not belong together. All values must be positive. */
export function welchRatio(numerators: readonly number[], denominators: readonly number[]): Interval {
  return exponential(welchDifference(numerators.map(Math.log), denominators.map(Math.log)))
}

/**
 * Difference of two means whose variances may differ (Welch 1947, Satterthwaite's degrees of freedom). `n` is that of the
 * smaller sample; no interval where either has a single value.
 */
export function welchDifference(left: readonly number[], right: readonly number[]): Interval {
  const value = mean([...left]) - mean([...right])
  const n = Math.min(left.length, right.length)
  if (n < 2) return { value, low: null, high: null, n }
  const reach = welchReach(errorOfMean(left), errorOfMean(right))
  return { value, low: value - reach, high: value + reach, n }
}

interface MeanError {
  readonly variance: number
  readonly degreesOfFreedom: number
}

function errorOfMean(values: readonly number[]): MeanError {
  return { variance: sampleVariance([...values]) / values.length, degreesOfFreedom: values.length - 1 }
}

function welchReach(left: MeanError, right: MeanError): number {
  const variance = left.variance + right.variance
  if (variance === 0) return 0
  const share = (one: MeanError): number => {
    const part = one.variance / variance
    return (part * part) / one.degreesOfFreedom
  }
  return tReach(1 / (share(left) + share(right))) * Math.sqrt(variance)
}
