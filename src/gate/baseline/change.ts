import { infoOf, variesByFactors as likeLatency, type MetricKey } from '../../results/metric-key.js'
import { anywhere, type Inference, positive } from '../../stats/inference.js'
import { hodgesLehmann } from '../../stats/paired.js'
import { inferTrimmed } from '../../stats/trimmed.js'
import { welchDifference } from '../../stats/welch.js'
import type { BaselineLimit } from './earlier-runs.js'

/** A value for each seed, on the scale of the errors. */
export type Rounds = ReadonlyMap<number, number>

interface Change {
  readonly now: Rounds
  /** Of each earlier run. */
  readonly before: readonly Rounds[]
  /** Whether the values are logarithms. */
  readonly byRatio: boolean
}

/** now - before, or their ratio: paired by seed where all met the same requests, else as two samples. Undefined where one has no round. */
export function change({ now, before, byRatio }: Change): Inference | undefined {
  if (now.size === 0 || before.some(({ size }) => size === 0)) return undefined
  const scale = byRatio ? 'log' : 'linear'
  const seeds = [...now.keys()].filter(seed => before.every(rounds => rounds.has(seed)))
  const paired = seeds.length > 0 && seeds.length === Math.min(now.size, ...before.map(({ size }) => size))
  if (!paired) {
    const earlier = before.flatMap(rounds => [...rounds.values()])
    const difference = welchDifference([...now.values()], earlier)
    return byRatio ? { ...difference, value: Math.exp(difference.middle), scale, range: positive } : difference
  }
  const pairs = seeds.map(seed => now.get(seed)! - mean(before.map(rounds => rounds.get(seed)!)))
  return byRatio
    ? inferTrimmed(pairs, scale, positive, hodgesLehmann(pairs))
    : inferTrimmed(pairs, scale, anywhere, mean(pairs))
}

/** Both sides in words' own unit: geometric means of what varies by factors. */
export function typical(now: Rounds, before: readonly Rounds[], byRatio: boolean): { now: number; before: number } {
  const shown = (x: number): number => (byRatio ? Math.exp(x) : x)
  return { now: shown(average(now)), before: shown(mean(before.map(average))) }
}

export const average = (rounds: Rounds): number => mean([...rounds.values()])

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Latencies and rates vary by factors; with something added there is no factor. */
export function isByRatio(metric: MetricKey, { plus }: BaselineLimit): boolean {
  return plus === 0 && variesByFactors(metric)
}

export function variesByFactors(metric: MetricKey): boolean {
  return likeLatency(metric) || infoOf(metric).unit === 'perSecond'
}
