import type { Trial } from '../bench/trial.js'
import { affinity } from '../stats/affinity.js'
import { coefficientOfVariation, jainIndex, maxOverMean, perWeight } from '../stats/fairness.js'
import type { MetricName } from './results.js'

/** Requests answered by each backend, of any status. */
export function requestsPerBackend({ record, backends }: Trial, rows: readonly number[]): number[] {
  return perBackend(backends.length, record.backend, rows, () => 1)
}

/**
 * How the load was spread: metrics of one trial, null where nothing is known of it. Fairness is relative to weights, among
 * the primaries: a backup (weight 0) that idles is no unfairness.
 */
export function spreadMetrics(trial: Trial, rows: readonly number[]): Partial<Record<MetricName, number | null>> {
  const { record } = trial
  const primaries = (amounts: readonly number[]): number[] => amounts.filter((_, i) => trial.weights[i]! > 0)
  const weights = primaries(trial.weights)
  const requests = primaries(requestsPerBackend(trial, rows))
  const timed = rows.filter(row => Number.isFinite(record.appMs[row]!))
  const busyMs = primaries(perBackend(trial.weights.length, record.backend, timed, row => record.appMs[row]!))
  const answered = rows.filter(row => record.backend[row]! >= 0)
  const known = (value: number): number | null => (answered.length > 0 && Number.isFinite(value) ? value : null)
  return {
    jainRequests: known(jainIndex(perWeight(requests, weights))),
    jainBusy: timed.length === 0 ? null : known(jainIndex(perWeight(busyMs, weights))),
    maxOverMean: known(maxOverMean(requests, weights)),
    cvRequests: known(coefficientOfVariation(perWeight(requests, weights))),
    affinity: known(affinity(answered.map(row => ({ client: record.client[row]!, backend: record.backend[row]! })))),
  }
}

function perBackend(
  size: number,
  backend: Int16Array,
  rows: readonly number[],
  amount: (row: number) => number,
): number[] {
  const totals = new Array<number>(size).fill(0)
  for (const row of rows) if (backend[row]! >= 0) totals[backend[row]!]! += amount(row)
  return totals
}
