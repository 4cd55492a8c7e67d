import { mean, sum } from 'simple-statistics'
import { type Inference, inferMean, type Range, type Scale } from './inference.js'

/** Share of rounds left out at either end: one each of ten and more, two each of twenty and more, none below ten. */
const trimmed = 0.1

/** Rounds left out at either end. */
export const trimmedOf = (rounds: number): number => Math.floor(trimmed * rounds)

/**
 * Like `inferMean`, around the trimmed mean with its winsorised error and n - 2g - 1 degrees of freedom (Tukey & McLaughlin 1963). On a
 * shared machine some of a hundred rounds are wild; in a plain t-test one of twelve widens the interval so far that no
 * regression is seen. Fewer than ten rounds have none to spare: the plain t.
 */
export function inferTrimmed(values: readonly number[], scale: Scale, range: Range, estimate: number): Inference {
  const plain = inferMean(values, scale, range, estimate)
  const n = values.length
  const g = trimmedOf(n)
  if (g === 0) return plain
  const sorted = [...values].sort((a, b) => a - b)
  const middle = mean(sorted.slice(g, n - g))
  const [least, most] = [sorted[g]!, sorted[n - g - 1]!]
  const winsorised = sorted.map(value => Math.min(most, Math.max(least, value)))
  const centre = mean(winsorised)
  const kept = n - 2 * g
  const squares = sum(winsorised.map(value => (value - centre) * (value - centre)))
  return { ...plain, middle, standardError: Math.sqrt(squares / (kept * (kept - 1))), degreesOfFreedom: kept - 1 }
}
