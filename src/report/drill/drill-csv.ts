import { drillMetricNames } from '../../drill/drill-metrics.js'
import type { CandidateResult, Estimate } from '../../results/results.js'

/**
 * A name such as "crash.recoveryMs" and its value, by incident and metric, and "crash.recoveryMs.atLeast": in how many rounds it
 * took longer than could be looked for. None where there are no incidents.
 */
export function drillMetricRows({ incidents = [] }: CandidateResult): (readonly [string, Estimate | null])[] {
  return incidents.flatMap(({ name, metrics, atLeast }) => [
    ...drillMetricNames.map(metric => [`${name}.${metric}`, metrics[metric]] as const),
    ...timed.map(metric => {
      const n = metrics[metric]?.n ?? 0
      const rounds = n === 0 ? null : { value: atLeast[metric], low: null, high: null, n }
      return [`${name}.${metric}.atLeast`, rounds] as const
    }),
  ])
}

const timed = ['detectionMs', 'recoveryMs'] as const
