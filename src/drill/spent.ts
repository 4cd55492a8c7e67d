import type { TrialRecord } from '../bench/trial.js'
import { sessionEnds } from '../model/sessions.js'
import { type Horizon, within } from './horizon.js'

/**
 * Clients of the horizon who were told there that their session was lost, each once, however often: a client whose backend is
 * gone may lose one at every return. Null where there are no sessions.
 */
export function lostSessionsOf({ size, doneMs, client, sessions }: TrialRecord, horizon: Horizon): number | null {
  if (sessions === undefined) return null
  const losers = new Set<number>()
  let told = 0
  for (let row = 0; row < size; row++) {
    if (sessions.end[row] !== sessionEnds.none) told++
    if (sessions.end[row] === sessionEnds.lost && within(horizon, doneMs[row]!)) losers.add(client[row]!)
  }
  return told === 0 ? null : losers.size
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
