import type { Random } from '../model/random.js'
import { metricInfo } from '../results/metric-info.js'
import type { MetricName } from '../results/results.js'
import { type EDivisiveOptions, eDivisive, fewestToTell } from '../stats/e-divisive.js'
import { type Interval, intervalOf } from '../stats/inference.js'
import { confidence } from '../stats/student.js'
import { welchDifference, welchRatio } from '../stats/welch.js'
import type { RunSeries } from './series.js'

/** A lasting change of a metric. */
export interface Shift {
  /** Of the first run after it, in the series' values. */
  readonly run: number
  /** Level until the next shift over the level since the last one, or their difference where either may be zero. */
  readonly kind: 'ratio' | 'difference'
  readonly size: Interval
  readonly before: number
  readonly after: number
  /** Null where it is exact. */
  readonly p: number | null
}

/** Probability of naming a change in a series that has none. */
export const level = 0.01
const shuffles = 999
/** Runs on either side of a change: of one or two bad runs nobody knows whether they will last. */
export const fewestRuns = 3

/** Runs that a series must have before a change can be told. */
export const runsToTell = fewestToTell({ level, fewest: fewestRuns })

/**
 * Lasting changes of a series, in the order of its runs. Changes below `leastChange` of the level are left out, smallest first,
 * and what they parted counts as one. Latencies are looked at as logarithms, where equal factors are equal steps.
 * @param leastChange e.g. 0.05; an exact series tells all
 */
export function shiftsOf(series: RunSeries, metric: MetricName, leastChange: number, random: Random): Shift[] {
  const known = series.values.flatMap((value, run) => (value === undefined ? [] : [{ value, run }]))
  const values = known.map(({ value }) => value)
  if (series.exact) return exactChanges(values).map(at => ({ ...shiftAt(at, at - 1, at + 1), p: null }))
  if (values.length < runsToTell) return []
  const kind = kindOf(metric, values)
  const options: EDivisiveOptions = { level, shuffles, fewest: fewestRuns, random }
  let changes = eDivisive(kind === 'ratio' ? values.map(Math.log) : values, options)
  for (;;) {
    const bounds = [0, ...changes.map(({ index }) => index), values.length]
    const shifts = changes.map(({ p }, i) => ({ ...shiftAt(bounds[i + 1]!, bounds[i]!, bounds[i + 2]!), p }))
    const smallest = indexOfSmallest(shifts)
    if (smallest === undefined || relativeSize(shifts[smallest]!) >= leastChange) return shifts
    changes = changes.filter((_, i) => i !== smallest)
  }

  function shiftAt(at: number, from: number, to: number): Omit<Shift, 'p'> {
    const shape = kindOf(metric, values)
    const [old, young] = [values.slice(from, at), values.slice(at, to)]
    const size = shape === 'ratio' ? welchRatio(young, old) : welchDifference(young, old)
    return {
      run: known[at]!.run,
      kind: shape,
      size: intervalOf(size, confidence),
      before: centre(old, shape),
      after: centre(young, shape),
    }
  }
}

function exactChanges(values: readonly number[]): number[] {
  return values.flatMap((value, i) => (i > 0 && value !== values[i - 1] ? [i] : []))
}

/** Amounts multiply where they are far from zero; shares and indices end at 0 or 1. */
function kindOf(metric: MetricName, values: readonly number[]): Shift['kind'] {
  const { unit } = metricInfo[metric]
  return unit === 'share' || unit === 'index' || values.some(value => value <= 0) ? 'difference' : 'ratio'
}

function centre(values: readonly number[], kind: Shift['kind']): number {
  const mean = (all: readonly number[]): number => all.reduce((sum, value) => sum + value, 0) / all.length
  return kind === 'ratio' ? Math.exp(mean(values.map(Math.log))) : mean(values)
}

function indexOfSmallest(shifts: readonly Shift[]): number | undefined {
  const sizes = shifts.map(relativeSize)
  return sizes.length === 0 ? undefined : sizes.indexOf(Math.min(...sizes))
}

/** Against the lower level of a ratio, so that up and down are alike; against the higher one of a difference, which is not zero. */
function relativeSize({ kind, before, after }: Shift): number {
  const [low, high] = [Math.min(before, after), Math.max(before, after)]
  return kind === 'ratio' ? high / low - 1 : (high - low) / Math.max(Math.abs(low), Math.abs(high), Number.MIN_VALUE)
}
