import { geometricMeanInterval } from '../stats/interval.js'
import { differenceOf, pairedRounds, ratioOf } from './comparison.js'
import type { RoundMetrics } from './metric-key.js'
import { type TwinGap, type TwinMetric, type TwinResult, twinMetrics } from './results.js'

/** A live candidate's rounds held against those of its twin; null where none was run. */
export function twinResult(live: readonly RoundMetrics[], twin: readonly RoundMetrics[]): TwinResult | null {
  if (twin.length === 0) return null
  return eachTwinMetric(metric => gapOf(live, twin, metric))
}

/** What the twin showed in one round, for re-analysis; null where it was not run. */
export function twinRound(twin: readonly RoundMetrics[], round: number): Record<TwinMetric, number | null> | null {
  const found = twin.find(one => one.round === round)
  return found === undefined ? null : eachTwinMetric(metric => found.metrics[metric])
}

function gapOf(live: readonly RoundMetrics[], twin: readonly RoundMetrics[], metric: TwinMetric): TwinGap | null {
  const [left, right] = [
    { rounds: live, metric },
    { rounds: twin, metric },
  ]
  const [ratio, differenceMs] = [ratioOf(left, right), differenceOf(left, right)]
  if (ratio === undefined || differenceMs === undefined) return null
  const [, predicted] = pairedRounds(left, right)
  return { twin: geometricMeanInterval(predicted), ratio, differenceMs }
}

function eachTwinMetric<T>(read: (metric: TwinMetric) => T): Record<TwinMetric, T> {
  return Object.fromEntries(twinMetrics.map(metric => [metric, read(metric)])) as Record<TwinMetric, T>
}
