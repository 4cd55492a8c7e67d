import { inferLatency } from '../stats/interval.js'
import { enoughFor } from '../stats/quantile.js'
import type { Sample } from './latency.js'

/** Columns, an entry a level: the latency that this share of the requests did not exceed. */
export interface Distribution {
  /** Requests, all rounds together. */
  readonly n: number
  /** In [0, 1), ascending, dense in the tail, as far as ten requests of each round lie beyond. */
  readonly share: readonly number[]
  /** Geometric means over rounds, as in every table, ms. */
  readonly ms: readonly number[]
  /** Of the lowest and the highest round, ms. */
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** A decade in twenty steps: 10^(-i/20), to four digits. */
const steps = [
  ...[1, 0.8913, 0.7943, 0.7079, 0.631, 0.5623, 0.5012, 0.4467, 0.3981, 0.3548],
  ...[0.3162, 0.2818, 0.2512, 0.2239, 0.1995, 0.1778, 0.1585, 0.1413, 0.1259, 0.1122],
]

/** Hundredths up to 0.9; from there on twenty levels for each decade of what lies beyond. */
const levels: readonly number[] = [
  ...Array.from({ length: 90 }, (_, i) => i / 100),
  ...[0.1, 0.01, 0.001, 0.0001, 0.00001].flatMap(beyond => steps.map(step => Number((1 - beyond * step).toFixed(9)))),
]

/** Quantiles at `levels`, as many as one round can tell. */
function curveOf(sample: Sample): readonly number[] {
  const known = curves.get(sample) ?? sample.quantiles(levels.filter(level => enoughFor(level, sample.count)))
  curves.set(sample, known)
  return known
}

/** Rounds are collated again whenever one more is done, and a sample never changes. */
const curves = new WeakMap<Sample, readonly number[]>()

/**
 * Latency at each share of the requests, over rounds as in every table: the geometric mean of the rounds' values, as far as each round
 * can tell. Null of no rounds, and where a round has too few requests to tell any. Four significant digits.
 */
export function distributionOf(rounds: readonly Sample[]): Distribution | null {
  const known = rounds.map(curveOf)
  const length = known.length === 0 ? 0 : Math.min(...known.map(curve => curve.length))
  if (length === 0) return null
  const across = (read: (values: readonly number[]) => number): number[] =>
    Array.from({ length }, (_, i) => rounded(read(known.map(curve => curve[i]!))))
  return {
    n: rounds.reduce((sum, { count }) => sum + count, 0),
    share: levels.slice(0, length),
    ms: across(values => inferLatency(values).value),
    low: across(values => Math.min(...values)),
    high: across(values => Math.max(...values)),
  }
}

const rounded = (value: number): number => Number(value.toPrecision(4))
