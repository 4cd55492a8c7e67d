import { atLeastOf, estimateOf, type IncidentMetric, type RoundMetrics } from '../../results/metric-key.js'
import type { CandidateResult } from '../../results/results.js'

/** Whoever incidents befell, or whose fleet was scaled. */
interface Drilled extends Pick<CandidateResult, 'metrics' | 'incidents' | 'scaling'> {
  readonly rounds: readonly Pick<RoundMetrics, 'incidents'>[]
}

/** A metric of an incident, and how its value is written. */
export interface Shown {
  readonly metric: IncidentMetric
  /** Without the unit. */
  readonly format: (value: number) => string
}

/**
 * "0.41 [0.32, 0.50]", or "0.41 s [0.32, 0.50]" where a unit is wanted; "> " where some rounds did not see it end; without the
 * interval where there is none, or all rounds agree as far as it
 * is written. Undefined where it cannot be told.
 */
export function drillText(candidate: Drilled, { metric, format }: Shown, unit = ''): string | undefined {
  const estimate = estimateOf(candidate, metric)
  if (estimate === null) return undefined
  const { value, low, high, n } = estimate
  const never = atLeastOf(candidate.rounds, metric)
  if (never >= n && metric.name === 'detectionMs') return 'not until its end'
  const text = `${never > 0 ? '> ' : ''}${format(value)}${unit}`
  if (low === null || high === null) return text
  const isSame = low === high || [low, high].every(end => format(end) === format(value))
  return isSame ? text : `${text} [${format(low)}, ${format(high)}]`
}
