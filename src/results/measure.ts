import type { Trial } from '../bench/trial.js'
import { type Growth, latencyGrowth } from './growth.js'
import { measureGuard } from './guard.js'
import { latencyMetrics } from './latency.js'
import { measuredRows } from './measured-rows.js'
import { errorName, isAnswer, isGood, isTimeout } from './outcome.js'
import { type Guard, type MetricName, metricNames } from './results.js'
import { requestsPerBackend, spreadMetrics } from './spread.js'

/** One trial in numbers. */
export interface Measurement {
  readonly candidate: string
  readonly round: number
  readonly attempt: number
  readonly seed: number
  readonly durationMs: number
  readonly metrics: Readonly<Record<MetricName, number | null>>
  readonly guard: Guard
  /** Requests by kind of error, e.g. { "http 503": 4, timeout: 1 }. */
  readonly errors: Readonly<Record<string, number>>
  /** Requests answered by each backend, in the order of the scenario. */
  readonly perBackend: readonly number[]
  readonly growth: Growth | undefined
}

/** Reduces one trial to numbers: its measured part only, a request counted where it was due. */
export function measure(trial: Trial): Measurement {
  const rows = measuredRows(trial.record)
  const { candidate, round, attempt, seed, durationMs } = trial
  return {
    candidate,
    round,
    attempt,
    seed,
    durationMs,
    metrics: metricsOf(trial, rows),
    guard: measureGuard(trial, rows),
    errors: errorsOf(trial, rows),
    perBackend: requestsPerBackend(trial, rows),
    growth: latencyGrowth(trial, rows),
  }
}

function metricsOf(trial: Trial, rows: readonly number[]): Record<MetricName, number | null> {
  const known = { ...latencyMetrics(trial.record, rows), ...outcomeMetrics(trial, rows), ...spreadMetrics(trial, rows) }
  return Object.fromEntries(metricNames.map(name => [name, known[name] ?? null])) as Record<MetricName, number | null>
}

function outcomeMetrics(
  { record, durationMs }: Trial,
  rows: readonly number[],
): Partial<Record<MetricName, number | null>> {
  const count = (holds: (status: number) => boolean): number => rows.filter(row => holds(record.status[row]!)).length
  const good = count(isGood)
  const share = (part: number): number | null => (rows.length === 0 ? null : part / rows.length)
  return {
    requests: rows.length,
    errorRate: share(rows.length - good),
    timeoutRate: share(count(isTimeout)),
    goodputPerSecond: (good / durationMs) * 1000,
    throughputPerSecond: (count(isAnswer) / durationMs) * 1000,
  }
}

function errorsOf({ record }: Trial, rows: readonly number[]): Record<string, number> {
  const errors: Record<string, number> = {}
  for (const row of rows) {
    if (isGood(record.status[row]!)) continue
    const name = errorName(record.status[row]!)
    errors[name] = (errors[name] ?? 0) + 1
  }
  return errors
}
