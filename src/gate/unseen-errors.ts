import { metricInfo } from '../results/metric-info.js'
import type { MetricKey } from '../results/metric-key.js'
import type { CandidateResult } from '../results/results.js'
import type { Inference } from '../stats/inference.js'

/** Where nobody had an error, the rounds agree, but what is rare may have been missed: as many as the fewest requests leave open. */
export function withoutErrors(
  inference: Inference,
  everybody: readonly CandidateResult[],
  metric: MetricKey,
): Inference {
  if (typeof metric !== 'string' || metricInfo[metric].unit !== 'share') return inference
  const rounds = everybody.map(one => one.rounds)
  if (!rounds.flat().every(({ metrics }) => metrics[metric] === 0 || metrics[metric] === null)) return inference
  const requests = (one: CandidateResult['rounds']): number =>
    one.reduce((sum, { metrics }) => sum + (metrics.requests ?? 0), 0)
  return { ...inference, unanimousOf: Math.min(...rounds.map(requests)) }
}
