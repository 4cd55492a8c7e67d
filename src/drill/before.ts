import { isGood } from '../bench/ending.js'
import type { Trial, TrialRecord } from '../bench/trial.js'
import type { Incident } from '../model/incident.js'
import { windowMs } from '../model/sight.js'
import type { SeenShare } from '../stats/beta-binomial.js'
import { quantile } from '../stats/quantile.js'
import { badAtMs } from './bad-at.js'
import { clumpOf, largestClumpOf } from './clump.js'

/** What was normal: the measured part of a trial before anything befell it. */
export interface Before {
  /** A good answer that takes longer is bad: a tenth above the p99 of good answers. */
  readonly badMs: number
  /** How many were bad, and in what clumps slow ones come. */
  readonly bad: SeenShare
  /** How many failed, and in what clumps they did. */
  readonly failed: SeenShare
}

/** Less than half a second, or fewer requests than make a p99, tell nothing of what is normal. */
export const leastBeforeMs = 500
export const leastBeforeRequests = 100

/** Null where there is too little of it. */
export function beforeOf({ incidents = [] }: Trial, record: TrialRecord): Before | null {
  const endMs = endOfBefore(incidents)
  if (endMs === null) return null
  const badMs = badLatencyMs(record, endMs)
  // Later ones were under way when the incident began: whether they would have been bad, nobody knows.
  const rows = rowsDue(record, endMs - badMs)
  if (!(badMs > 0) || rows.length < leastBeforeRequests) return null
  const bad = rows.filter(row => badAtMs(record, row, badMs) < endMs).length
  return {
    badMs,
    bad: { bad, requests: rows.length, clump: clumpOfSlow(record, rows, endMs) },
    failed: failuresOf(record, rows),
  }
}

/** Failures come one by one where each request fails by chance, and together where a backend does: what of both was seen. */
function failuresOf({ dueMs, status }: TrialRecord, rows: readonly number[]): SeenShare {
  const isFailed = rows.map(row => !isGood(status[row]!))
  const windows = rows.map(row => Math.floor(dueMs[row]! / windowMs))
  return { bad: isFailed.filter(Boolean).length, requests: rows.length, clump: clumpOf(windows, isFailed) }
}

/**
 * Of the slowest tenth: ten times as many as beyond p99 tell ten times as much of how long a queue stays long, and in the quiet
 * seconds before an incident the few beyond p99 tell next to nothing.
 */
function clumpOfSlow(record: TrialRecord, rows: readonly number[], endMs: number): number {
  const slowMs = quantile(goodLatencies(record, rows, endMs), 0.9)
  const windows = rows.map(row => Math.floor(record.dueMs[row]! / windowMs))
  return largestClumpOf(
    windows,
    rows.map(row => badAtMs(record, row, slowMs) < endMs),
  )
}

/** When the first incident begins, ms; null where there is less than half a second before it. */
export function endOfBefore(incidents: readonly Incident[]): number | null {
  const endMs = incidents.reduce((first, { fromMs }) => Math.min(first, fromMs), Infinity)
  return endMs >= leastBeforeMs ? endMs : null
}

/**
 * A tenth above p99. Requests under way when the incident begins are slower than most, as the slow are longer under way, and
 * what became of them is the incident's doing: a first p99 of those that were over by then says which were due early enough
 * to be known for good or bad, and the second is of these.
 */
function badLatencyMs(record: TrialRecord, endMs: number): number {
  const tenthAboveP99 = (rows: readonly number[]): number => 1.1 * quantile(goodLatencies(record, rows, endMs), 0.99)
  const first = tenthAboveP99(rowsDue(record, endMs).filter(row => record.doneMs[row]! <= endMs))
  return tenthAboveP99(rowsDue(record, endMs - first))
}

/** Ascending, ms; as far as they had come when the incident began. */
function goodLatencies({ dueMs, doneMs, status }: TrialRecord, rows: readonly number[], endMs: number): Float64Array {
  const good = rows.filter(row => isGood(status[row]!))
  return Float64Array.from(good, row => Math.min(doneMs[row]!, endMs) - dueMs[row]!).sort()
}

/** Rows due in [0, endMs). */
function rowsDue({ size, dueMs }: TrialRecord, endMs: number): number[] {
  const rows: number[] = []
  for (let row = 0; row < size; row++) if (dueMs[row]! >= 0 && dueMs[row]! < endMs) rows.push(row)
  return rows
}
