import type { TrialRecord } from '../bench/trial.js'
import { sessionEnds } from '../model/sessions.js'
import { type Horizon, within } from './horizon.js'

/** Answers of the horizon that said a session was lost; null where there are no sessions. */
export function lostSessionsOf({ size, doneMs, sessions }: TrialRecord, horizon: Horizon): number | null {
  if (sessions === undefined) return null
  let [lost, told] = [0, 0]
  for (let row = 0; row < size; row++) {
    if (sessions.end[row] !== sessionEnds.none) told++
    if (sessions.end[row] === sessionEnds.lost && within(horizon, doneMs[row]!)) lost++
  }
  return told === 0 ? null : lost
}

/**
 * Tries beyond the first, of requests that ended in the horizon, less what the mean of those that ended before would have
 * made. Below 0 where there were fewer than before: a budget ran out. Null where nobody counted tries.
 * @param endMs when the first incident begins, ms
 */
export function retriesSpentOf(record: TrialRecord, horizon: Horizon, endMs: number): number | null {
  const before = retriesOf(record, { fromMs: 0, toMs: endMs, last: false })
  const during = retriesOf(record, horizon)
  if (before.counted === 0 && during.counted === 0) return null
  const usual = before.requests === 0 ? 0 : before.retries / before.requests
  return during.retries - usual * during.requests
}

function retriesOf(
  { size, doneMs, tries }: TrialRecord,
  horizon: Horizon,
): Record<'requests' | 'counted' | 'retries', number> {
  const sum = { requests: 0, counted: 0, retries: 0 }
  for (let row = 0; row < size; row++) {
    if (!within(horizon, doneMs[row]!)) continue
    sum.requests++
    if (tries[row] === 0) continue
    sum.counted++
    sum.retries += tries[row]! - 1
  }
  return sum
}
