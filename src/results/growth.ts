import type { Trial } from '../bench/trial.js'
import { welchRatio } from '../stats/welch.js'
import { meanOf } from './latency.js'
import { isGood, isTimeout } from './outcome.js'

/** Mean latency of the last third of a trial over that of its first third, with a 95 % interval from within the trial. */
export interface Growth {
  readonly ratio: number
  readonly low: number | null
}

/**
 * Does the queue still grow? Requests next to each other wait in the same queue, so they are no independent samples;
 * means over slices of time nearly are (batch means, Law & Carson 1979): each third is cut into five. Undefined where a
 * slice is empty.
 */
export function latencyGrowth({ record, durationMs }: Trial, rows: readonly number[]): Growth | undefined {
  const slices: number[][] = Array.from({ length: 3 * slicesPerThird }, () => [])
  for (const row of rows) {
    if (!isGood(record.status[row]!) && !isTimeout(record.status[row]!)) continue
    const slice = Math.floor((record.dueMs[row]! / durationMs) * slices.length)
    slices[Math.min(slice, slices.length - 1)]!.push(record.doneMs[row]! - record.dueMs[row]!)
  }
  const means = slices.map(latencies => meanOf(Float64Array.from(latencies)))
  const known = means.filter(mean => mean !== null && mean > 0) as number[]
  if (known.length < slices.length) return undefined
  const { value, low } = welchRatio(known.slice(-slicesPerThird), known.slice(0, slicesPerThird))
  return { ratio: value, low }
}

const slicesPerThird = 5
