import { mean, sampleStandardDeviation } from 'simple-statistics'
import { tReach } from './student.js'

/** A value with its 95 % interval; low and high are null where n, the number of rounds, is too small to tell one. */
export interface Interval {
  readonly value: number
  readonly low: number | null
  readonly high: number | null
  readonly n: number
}

/** What a quantity can be at all: an interval never leaves it. */
export interface Range {
  readonly min: number
  readonly max: number
}

const anywhere: Range = { min: -Infinity, max: Infinity }

/** Arithmetic mean with its t-interval. For rates, shares and indices. Values must be one at least, and finite. */
export function meanInterval(values: readonly number[], range: Range = anywhere): Interval {
  const value = mean([...values])
  const reach = meanReach(values)
  if (reach === null) return { value, low: null, high: null, n: values.length }
  return { value, low: Math.max(range.min, value - reach), high: Math.min(range.max, value + reach), n: values.length }
}

/**
 * Geometric mean with the t-interval of the logarithms, transformed back. For latencies: they vary by factors, not by
 * amounts, and the interval stays positive. Where a value is not positive there is no logarithm: linear, not below 0.
 */
export function geometricMeanInterval(values: readonly number[]): Interval {
  if (values.some(value => value <= 0)) return meanInterval(values, { min: 0, max: Infinity })
  return exponential(meanInterval(values.map(Math.log)))
}

/**
 * Mean of shares in [0, 1] of `total` requests. Where every round saw none at all (or all), the rounds agree and a
 * t-interval would claim certainty; the rule of three (Hanley & Lippman-Hand 1983) bounds what may have been missed.
 */
export function shareInterval(shares: readonly number[], total: number): Interval {
  const interval = meanInterval(shares, { min: 0, max: 1 })
  if (interval.low === null || total === 0) return interval
  const missed = Math.min(1, 3 / total)
  if (interval.value === 0) return { ...interval, high: missed }
  return interval.value === 1 ? { ...interval, low: 1 - missed } : interval
}

/** From the scale of logarithms back to the quantity itself. */
export function exponential({ value, low, high, n }: Interval): Interval {
  const back = (x: number | null): number | null => (x === null ? null : Math.exp(x))
  return { value: Math.exp(value), low: back(low), high: back(high), n }
}

/** Half the width of the t-interval on the mean; null of fewer than two values. */
export function meanReach(values: readonly number[]): number | null {
  if (values.length < 2) return null
  return (tReach(values.length - 1) * sampleStandardDeviation([...values])) / Math.sqrt(values.length)
}
