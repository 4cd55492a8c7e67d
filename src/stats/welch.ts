import { mean, sampleVariance } from 'simple-statistics'
import { anywhere, type Inference, positive } from './inference.js'

/** Ratio of two geometric means whose rounds do not belong together. All values must be positive. */
export function welchRatio(numerators: readonly number[], denominators: readonly number[]): Inference {
  const logs = welchDifference(numerators.map(Math.log), denominators.map(Math.log))
  return { ...logs, value: Math.exp(logs.middle), scale: 'log', range: positive }
}

/**
 * Difference of two means whose variances may differ (Welch 1947, Satterthwaite's degrees of freedom). `n` is that of the
 * smaller sample; no error where either has a single value.
 */
export function welchDifference(left: readonly number[], right: readonly number[]): Inference {
  const value = mean([...left]) - mean([...right])
  const n = Math.min(left.length, right.length)
  const none = {
    value,
    scale: 'linear',
    middle: value,
    standardError: null,
    degreesOfFreedom: 0,
    n,
    range: anywhere,
  } as const
  return n < 2 ? none : { ...none, ...combinedError(errorOfMean(left), errorOfMean(right)) }
}

interface MeanError {
  readonly variance: number
  readonly degreesOfFreedom: number
}

function errorOfMean(values: readonly number[]): MeanError {
  return { variance: sampleVariance([...values]) / values.length, degreesOfFreedom: values.length - 1 }
}

function combinedError(left: MeanError, right: MeanError): Pick<Inference, 'standardError' | 'degreesOfFreedom'> {
  const variance = left.variance + right.variance
  if (variance === 0) return { standardError: 0, degreesOfFreedom: left.degreesOfFreedom + right.degreesOfFreedom }
  const share = (one: MeanError): number => {
    const part = one.variance / variance
    return (part * part) / one.degreesOfFreedom
  }
  return { standardError: Math.sqrt(variance), degreesOfFreedom: 1 / (share(left) + share(right)) }
}
