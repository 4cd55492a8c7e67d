import type { CandidateResult, MetricName, Results } from '../results/results.js'
import { type Ranked, ranking } from './ranking.js'

/** Where failures come before any latency. */
export interface Failing {
  /** Everybody fails massively; or some fail more than others, and latencies do not say the same. */
  readonly who: 'everybody' | 'some'
  /** By errors, the fewest first. */
  readonly ranked: readonly Ranked[]
}

/**
 * Whether failures decide among these, before latencies: whoever gives up soon has the best ones. Undefined where they do not: too
 * few fail, no difference is shown, or those that fail more are slower as well.
 * @param metric the latency that would decide; undefined where none can be told
 */
export function failing(
  candidates: readonly CandidateResult[],
  metric: MetricName | undefined,
  intervals: Results['intervals'],
): Failing | undefined {
  const ranked = ranking(candidates, 'errorRate', intervals)
  if (ranked.length === 0) return undefined
  if (ranked.every(one => rateOf(one) >= massive)) return { who: 'everybody', ranked }
  const more = failMore(ranked)
  const slower = metric === undefined ? [] : ranking(candidates, metric, intervals).filter(isWorse)
  const isSaid = more.every(({ candidate }) => slower.some(one => one.candidate === candidate))
  return more.length === 0 || isSaid ? undefined : { who: 'some', ranked }
}

/** Those shown to fail more than the first by what matters, of a ranking by errors. */
export function failMore(ranked: readonly Ranked[]): Ranked[] {
  const [first] = ranked
  return ranked.filter(one => isWorse(one) && rateOf(one) - rateOf(first!) >= matters)
}

/** Failed requests, a share. */
export const rateOf = ({ candidate }: Ranked): number => candidate.metrics.errorRate?.value ?? 0

const isWorse = ({ standing }: Ranked): boolean => standing === 'worse'

/** From one in ten on, latencies tell of the clients' patience. */
const massive = 0.1

/** A point; below that latencies decide, and errors stand beside them. */
const matters = 0.01
