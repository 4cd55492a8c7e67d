import { type ScalingMetricName, scalingMetricNames } from '../autoscale/scaling-metrics.js'
import type { FleetCount, TrialScaling } from '../model/scaling-log.js'
import { intervalOf } from '../stats/inference.js'
import type { Estimate } from './estimate.js'
import { inferMetric } from './estimates.js'
import type { Measurement } from './measure.js'
import { scalingPart } from './scaling-info.js'

/** What autoscaling came to under one candidate. */
export interface ScalingResult {
  readonly metrics: Readonly<Record<ScalingMetricName, Estimate | null>>
  readonly timeline: ScalingTimeline
}

/** Backends over the run, an entry for each of equally many parts of it: means over rounds and over the part. */
export interface ScalingTimeline {
  readonly partMs: number
  /** Those that boot, serve or drain. */
  readonly paid: readonly number[]
  readonly serving: readonly number[]
  /** Those the load needed at the target; null where nobody can say. */
  readonly need: readonly number[] | null
}

/** Parts of a timeline: quarters of an hour on a day. */
const parts = 96

/** Over rounds, with intervals of this confidence; nothing where the fleet was not scaled. */
export function scalingResult(rounds: readonly Measurement[], level: number): { readonly scaling?: ScalingResult } {
  const logs = rounds.flatMap(({ scalingLog }) => scalingLog ?? [])
  const [first] = rounds
  if (first === undefined || logs.length === 0) return {}
  const estimates = scalingMetricNames.map(name => {
    const inference = inferMetric(rounds, { incident: scalingPart, name })
    return [name, inference === undefined ? null : intervalOf(inference, level)]
  })
  const metrics = Object.fromEntries(estimates) as ScalingResult['metrics']
  return { scaling: { metrics, timeline: timelineOf(logs, first.durationMs) } }
}

function timelineOf(logs: readonly TrialScaling[], durationMs: number): ScalingTimeline {
  const partMs = durationMs / parts
  const over = (column: 'paid' | 'serving'): number[] =>
    meanOf(logs.map(({ counts }) => byPart(counts, column, partMs)))
  const needs = logs.flatMap(({ need }) => (need === null ? [] : [need]))
  return {
    partMs,
    paid: over('paid'),
    serving: over('serving'),
    need: needs.length === 0 ? null : meanOf(needs.map(need => coarser(need))),
  }
}

/** The mean of a step function over each part. */
function byPart(counts: readonly FleetCount[], column: 'paid' | 'serving', partMs: number): number[] {
  const sums = new Array<number>(parts).fill(0)
  for (const [i, count] of counts.entries()) {
    const fromMs = Math.max(0, count.atMs)
    const toMs = Math.min(parts * partMs, counts[i + 1]?.atMs ?? Infinity)
    for (let part = Math.floor(fromMs / partMs); part < parts && part * partMs < toMs; part++) {
      const sharedMs = Math.min(toMs, (part + 1) * partMs) - Math.max(fromMs, part * partMs)
      sums[part]! += (count[column] * Math.max(0, sharedMs)) / partMs
    }
  }
  return sums
}

/** As many values as there are parts: of each the mean of those that begin in it. */
function coarser(values: readonly number[]): number[] {
  return Array.from({ length: parts }, (_, part) => {
    const from = Math.floor((part * values.length) / parts)
    const own = values.slice(from, Math.max(from + 1, Math.floor(((part + 1) * values.length) / parts)))
    return own.reduce((sum, value) => sum + value, 0) / own.length
  })
}

function meanOf(rows: readonly (readonly number[])[]): number[] {
  return rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length)
}
