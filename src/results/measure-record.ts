import { isGood, isRedirect, isTimeout } from '../bench/ending.js'
import { slicesPerTrial } from '../bench/tally.js'
import type { SessionColumns, Trial, TrialRecord } from '../bench/trial.js'
import { sessionEndCount } from '../model/sessions.js'
import { affinity } from '../stats/affinity.js'
import { latencyGrowth, type Slices } from './growth.js'
import { measureGuard } from './guard.js'
import { ascending, latencyMetrics, sampleOf } from './latency.js'
import { measuredRows } from './measured-rows.js'
import { type Endings, errorsByKind, outcomeMetrics } from './outcome.js'
import type { Reduced } from './reduced.js'
import { type SessionSample, sessionMetrics } from './session-metrics.js'
import { type Spread, spreadMetrics } from './spread.js'

/** A trial that was observed request by request. */
export function measureRecord({ durationMs, weights, health }: Trial, record: TrialRecord): Reduced {
  const rows = measuredRows(record)
  const waited = rows.filter(row => isGood(record.status[row]!) || isTimeout(record.status[row]!))
  const endings = endingsOf(record, rows)
  const spread = spreadOf(record, rows, weights)
  const latency = sampleOf(ascending(waited, row => record.doneMs[row]! - record.dueMs[row]!))
  const service = sampleOf(ascending(waited, row => record.doneMs[row]! - record.sentMs[row]!))
  return {
    metrics: {
      ...latencyMetrics(latency, service),
      ...outcomeMetrics(endings, durationMs),
      ...spreadMetrics(spread),
      ...sessionMetrics(record.sessions && sessionsOf(record.sessions, rows)),
    },
    guard: health === undefined ? null : measureGuard(record, health, rows),
    errors: errorsByKind(endings),
    perBackend: spread.requests,
    latency,
    growth: latencyGrowth(slicesOf(record, waited, durationMs)),
    redirects: rows.filter(row => isRedirect(record.status[row]!)).length,
  }
}

function endingsOf({ status }: TrialRecord, rows: readonly number[]): Endings {
  const endings = new Map<number, number>()
  for (const row of rows) endings.set(status[row]!, (endings.get(status[row]!) ?? 0) + 1)
  return endings
}

function spreadOf(
  { backend, client, appMs }: TrialRecord,
  rows: readonly number[],
  weights: readonly number[],
): Spread {
  const answered = rows.filter(row => backend[row]! >= 0)
  const timed = answered.filter(row => Number.isFinite(appMs[row]!))
  const perBackend = (of: readonly number[], amount: (row: number) => number): number[] => {
    const totals = new Array<number>(weights.length).fill(0)
    for (const row of of) totals[backend[row]!]! += amount(row)
    return totals
  }
  return {
    weights,
    requests: perBackend(answered, () => 1),
    busyMs: timed.length === 0 ? undefined : perBackend(timed, row => appMs[row]!),
    affinity: affinity(answered.map(row => ({ client: client[row]!, backend: backend[row]! }))),
  }
}

function sessionsOf({ end, storeMs }: SessionColumns, rows: readonly number[]): SessionSample {
  const byEnd = new Float64Array(sessionEndCount)
  for (const row of rows) byEnd[end[row]!]!++
  return { byEnd, store: sampleOf(ascending(rows, row => storeMs[row]!)) }
}

function slicesOf({ dueMs, doneMs }: TrialRecord, waited: readonly number[], durationMs: number): Slices {
  const sumMs = new Float64Array(slicesPerTrial)
  const count = new Float64Array(slicesPerTrial)
  for (const row of waited) {
    const slice = Math.min(Math.floor((dueMs[row]! / durationMs) * slicesPerTrial), slicesPerTrial - 1)
    sumMs[slice]! += doneMs[row]! - dueMs[row]!
    count[slice]!++
  }
  return { sumMs, count }
}
