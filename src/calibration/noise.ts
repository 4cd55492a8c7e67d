import { gammaQuantile } from '../model/distributions/gamma-quantile.js'
import { pairedRounds, type Series } from '../results/comparison.js'
import { type RoundMetrics, variesByFactors } from '../results/metric-key.js'
import type { MetricName } from '../results/results.js'
import { confidence } from '../stats/student.js'

/** How far apart the same code lies from itself in one round. */
export interface Noise {
  readonly metric: MetricName
  /** `ratio`: of the logarithm of one over the other, for latencies vary by factors. `difference`: of the one less the other. */
  readonly kind: 'ratio' | 'difference'
  /** Standard deviation over pairs, with its 95 % interval: ten pairs know it to a factor of two. */
  readonly sd: number
  readonly low: number
  readonly high: number
  /**
   * The same of two rounds with other requests. Code that sends requests elsewhere meets other queues: pairing then cancels
   * less, and where it cancels nothing this is what is left.
   */
  readonly unpaired: number
  /** Pairs that could tell the metric, 2 at least. */
  readonly n: number
}

/** What is calibrated, in the order of tables. */
export const calibrated = ['p50Ms', 'p99Ms', 'meanMs', 'errorRate', 'jainBusy'] as const satisfies readonly MetricName[]

/** Of each metric that two pairs at least can tell; pairs of rounds are those that both sides have. */
export function noiseOf(left: readonly RoundMetrics[], right: readonly RoundMetrics[]): Noise[] {
  return calibrated.flatMap(metric => {
    const [lefts, rights] = onScale({ rounds: left, metric }, { rounds: right, metric })
    const n = lefts.length
    if (n < 2) return []
    const sd = standardDeviation(lefts.map((value, i) => value - rights[i]!))
    const [low, high] = intervalFactors(n - 1)
    const unpaired = Math.hypot(standardDeviation(lefts), standardDeviation(rights))
    return [{ metric, kind: kindOf(metric), sd, low: low * sd, high: high * sd, unpaired, n }]
  })
}

export const kindOf = (metric: MetricName): Noise['kind'] => (variesByFactors(metric) ? 'ratio' : 'difference')

/** Values of both sides, round by round; logarithms of latencies. */
function onScale(left: Series, right: Series): readonly [number[], number[]] {
  const [lefts, rights] = pairedRounds(left, right)
  if (!variesByFactors(left.metric)) return [lefts, rights]
  const positive = (_: number, i: number): boolean => lefts[i]! > 0 && rights[i]! > 0
  return [lefts.filter(positive).map(Math.log), rights.filter(positive).map(Math.log)]
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  return Math.sqrt(squares / (values.length - 1))
}

/** What to multiply an estimated standard deviation with: df s^2 / sigma^2 is chi-square, which is twice a gamma of df / 2. */
function intervalFactors(df: number): readonly [number, number] {
  const chiSquare = (u: number): number => 2 * gammaQuantile(df / 2)(u)
  const tail = (1 - confidence) / 2
  return [Math.sqrt(df / chiSquare(1 - tail)), Math.sqrt(df / chiSquare(tail))]
}
