import type { Candidate } from '../bench/candidate.js'
import { ratioOf } from './comparison.js'
import { distributionOf } from './distribution.js'
import { type EstimateOptions, estimates } from './estimates.js'
import type { Measurement } from './measure.js'
import type { CandidateResult, IdealResult } from './results.js'

/** Measurements of the ideal: those run as such, else those of a candidate that is the ideal; none where neither was run. */
export function idealRounds(measurements: readonly Measurement[], candidates: readonly Candidate[]): Measurement[] {
  const own = measurements.filter(({ role }) => role === 'ideal')
  if (own.length > 0) return own
  const candidate = candidates.find(({ strategy }) => strategy === 'ideal')
  return measurements.filter(one => one.role === 'candidate' && one.candidate === candidate?.id)
}

/** Null of no rounds. */
export function idealResult(rounds: readonly Measurement[], options: EstimateOptions): IdealResult | null {
  if (rounds.length === 0) return null
  const { p50Ms, p99Ms, meanMs } = estimates(rounds, options)
  return {
    p50Ms,
    p99Ms,
    meanMs,
    distribution: distributionOf(rounds.map(({ latency }) => latency)),
    rounds: rounds.map(({ round, metrics }) => ({
      round,
      p50Ms: metrics.p50Ms,
      p99Ms: metrics.p99Ms,
      meanMs: metrics.meanMs,
    })),
  }
}

/** A candidate over the ideal, paired by round; null where the ideal was not run. */
export function overIdeal(
  rounds: readonly Measurement[],
  ideal: readonly Measurement[],
  level: number,
): CandidateResult['overIdeal'] {
  if (ideal.length === 0) return null
  const over = (metric: 'p99Ms' | 'meanMs') => ratioOf({ rounds, metric }, { rounds: ideal, metric }, level) ?? null
  return { p99Ms: over('p99Ms'), meanMs: over('meanMs') }
}
