import { type Family, meanAndP99 } from './family.js'

/** Piecewise linear through (quantile, ms), both ascending, from quantile 0 to quantile 1. */
export interface Empirical {
  readonly kind: 'empirical'
  readonly quantiles: readonly number[]
  readonly valuesMs: readonly number[]
}

/** The empirical family: what was measured, straight lines in between. */
export const empirical: Family<Empirical> = {
  quantile(parameters) {
    const at = Float64Array.from(parameters.quantiles)
    const ms = Float64Array.from(parameters.valuesMs)
    return u => {
      const right = firstAbove(at, u)
      if (right === 0) return ms[0]!
      if (right === at.length) return ms[right - 1]!
      const share = (u - at[right - 1]!) / (at[right]! - at[right - 1]!)
      return ms[right - 1]! + share * (ms[right]! - ms[right - 1]!)
    }
  },
  /** Trapezoids. */
  meanMs: ({ quantiles, valuesMs }) =>
    quantiles.reduce(
      (sum, quantile, i) =>
        i === 0 ? 0 : sum + ((quantile - quantiles[i - 1]!) * (valuesMs[i]! + valuesMs[i - 1]!)) / 2,
      0,
    ),
  describe: parameters => `empirical, ${meanAndP99(empirical, parameters)}`,
}

/** The empirical distribution of measured values in any order. @throws {RangeError} where there is none, or one is not a time */
export function empiricalFrom(samplesMs: readonly number[]): Empirical {
  if (samplesMs.length === 0) throw new RangeError('an empirical distribution needs at least one value')
  const wrong = samplesMs.find(ms => !(ms >= 0 && ms < Infinity))
  if (wrong !== undefined) throw new RangeError(`${wrong} is not a time in ms`)
  const valuesMs = [...samplesMs].sort((a, b) => a - b)
  if (valuesMs.length === 1) valuesMs.push(valuesMs[0]!)
  return { kind: 'empirical', quantiles: valuesMs.map((_, i) => i / (valuesMs.length - 1)), valuesMs }
}

function firstAbove(ascending: Float64Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! > value) high = middle
    else low = middle + 1
  }
  return low
}
