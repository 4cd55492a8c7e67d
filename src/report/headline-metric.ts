import type { CandidateResult, MetricName } from '../results/results.js'

/** p99 where every candidate can tell it, else the highest percentile that all can. */
export function headlineMetric(candidates: readonly CandidateResult[]): MetricName | undefined {
  const order = ['p99Ms', 'p90Ms', 'p50Ms', 'meanMs'] as const
  const told = (metric: MetricName): number => candidates.filter(({ metrics }) => metrics[metric] !== null).length
  return order.find(metric => told(metric) === candidates.length) ?? order.find(metric => told(metric) > 0)
}
