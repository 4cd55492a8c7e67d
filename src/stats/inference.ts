import { mean, sampleStandardDeviation } from 'simple-statistics'
import { tAbove, tReach } from './student.js'

/**
 * What rounds tell of one quantity: enough for an interval at any confidence, and for a test against any limit. Errors are
 * taken to be Student's t on `scale`: of latencies the logarithm, for they vary by factors.
 */
export interface Inference {
  /** The estimate itself. */
  readonly value: number
  readonly scale: Scale
  /** Centre of the interval, on that scale; `value` may lie beside it, see `paired.ts`. */
  readonly middle: number
  /** Of `middle`, on that scale; null of a single round, which tells nothing of its spread. */
  readonly standardError: number | null
  readonly degreesOfFreedom: number
  /** Rounds. */
  readonly n: number
  /** What the quantity can be at all: an interval never leaves it. */
  readonly range: Range
  /** Requests behind a share that was 0, or 1, in every round (of a difference: of either side, 0 on both): the rounds agree, but what is rare may have been missed. */
  readonly unanimousOf?: number
}

export type Scale = 'linear' | 'log'

/** A value with its interval; low and high are null where n, the number of rounds, is too small to tell one. */
export interface Interval {
  readonly value: number
  readonly low: number | null
  readonly high: number | null
  readonly n: number
}

export interface Range {
  readonly min: number
  readonly max: number
}

export const anywhere: Range = { min: -Infinity, max: Infinity }
export const positive: Range = { min: 0, max: Infinity }

/** Of the mean of values that are on `scale` already; one at least. The estimate, on the scale as well, is the mean unless given. */
export function inferMean(values: readonly number[], scale: Scale, range: Range, estimate?: number): Inference {
  const middle = mean([...values])
  const n = values.length
  const standardError = n < 2 ? null : sampleStandardDeviation([...values]) / Math.sqrt(n)
  return { value: back(scale, estimate ?? middle), scale, middle, standardError, degreesOfFreedom: n - 1, n, range }
}

/** The interval at a confidence in (0, 1). It always holds the estimate. */
export function intervalOf(inference: Inference, level: number): Interval {
  const { value, scale, middle, standardError, degreesOfFreedom, n, range } = inference
  if (standardError === null) return { value, low: null, high: null, n }
  if (inference.unanimousOf !== undefined) return unanimous({ value, n, range }, missed(inference.unanimousOf, level))
  const reach = tReach(degreesOfFreedom, level) * standardError
  const low = Math.min(value, back(scale, middle - reach))
  const high = Math.max(value, back(scale, middle + reach))
  return { value, low: Math.max(range.min, low), high: Math.min(range.max, high), n }
}

/**
 * How likely rounds like these are, or ones further above (below) the limit, if the quantity were exactly at the limit: the
 * one-sided p-value for "it is beyond". Null of a single round.
 */
export function pBeyond({ standardError, ...rest }: Inference, side: 'above' | 'below', limit: number): number | null {
  if (standardError === null) return null
  const gap = rest.middle - (rest.scale === 'log' ? Math.log(limit) : limit)
  const away = side === 'above' ? gap : -gap
  // Rounds that agree to the last bit: 0 / 0 is no evidence.
  if (standardError === 0) return away > 0 ? 0 : 1
  return tAbove(rest.degreesOfFreedom, away / standardError)
}

/**
 * The smallest true effect that rounds as noisy as these would have shown with 80 % probability at this confidence, on the
 * scale: a difference, or the logarithm of a ratio. The usual sum of two quantiles of t (Cohen 1988), a little generous below 5
 * rounds. Null of a single round.
 */
export function detectable({ standardError, degreesOfFreedom }: Inference, level: number): number | null {
  if (standardError === null) return null
  return (tReach(degreesOfFreedom, level) + tReach(degreesOfFreedom, 2 * power - 1)) * standardError
}

const power = 0.8

/** From the scale of the errors to the quantity itself. */
function back(scale: Scale, x: number): number {
  return scale === 'log' ? Math.exp(x) : x
}

/** What share may have been missed where `total` requests showed none: the rule of three (Hanley & Lippman-Hand 1983), at any confidence. */
function missed(total: number, level: number): number {
  return Math.min(1, -Math.log(1 - level) / total)
}

function unanimous({ value, n, range }: Pick<Inference, 'value' | 'n' | 'range'>, share: number): Interval {
  // A difference of two that both saw none: either may have missed some.
  if (range.min < 0) return { value, low: value - share, high: value + share, n }
  return value === 0 ? { value, low: 0, high: share, n } : { value, low: 1 - share, high: 1, n }
}
