import { coefficientOfVariation, jainIndex, maxOverMean, perWeight } from '../stats/fairness.js'
import type { MetricName } from './metric-name.js'

/** How one trial's answers were spread over its backends, in the order of the scenario. */
export interface Spread {
  /** What share each should get, relative to the others; 0 for a backup. */
  readonly weights: readonly number[]
  /** Requests answered by each, of any status. */
  readonly requests: readonly number[]
  /** Time each spent on them, ms; undefined where no answer told it. */
  readonly busyMs: readonly number[] | undefined
  /** Share of requests on the backend of the same client's request before; NaN where no client came back. */
  readonly affinity: number
}

/**
 * How the load was spread: metrics of one trial, null where nothing is known of it. Fairness is relative to weights, among
 * the primaries: a backup (weight 0) that idles is no unfairness.
 */
export function spreadMetrics(spread: Spread): Partial<Record<MetricName, number | null>> {
  const primaries = (amounts: readonly number[]): number[] => amounts.filter((_, i) => spread.weights[i]! > 0)
  const weights = primaries(spread.weights)
  const requests = primaries(spread.requests)
  const busyMs = spread.busyMs && primaries(spread.busyMs)
  const answered = spread.requests.some(count => count > 0)
  const known = (value: number): number | null => (answered && Number.isFinite(value) ? value : null)
  return {
    jainRequests: known(jainIndex(perWeight(requests, weights))),
    jainBusy: busyMs === undefined ? null : known(jainIndex(perWeight(busyMs, weights))),
    maxOverMean: known(maxOverMean(requests, weights)),
    cvRequests: known(coefficientOfVariation(perWeight(requests, weights))),
    affinity: known(spread.affinity),
  }
}
