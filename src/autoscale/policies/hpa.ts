import type { HpaSpec } from '../../model/scaling-spec.js'
import { type Observation, type Policy, roundedUp } from '../policy.js'

/**
 * Kubernetes' HorizontalPodAutoscaler with one metric per pod and the default `behavior`:
 * desired = ceil(pods * metric / target), no change within the tolerance; pods that are not ready are left out, and where that
 * means up, they count as using nothing, and may not turn up into down. Down it goes to the highest recommendation of the
 * stabilisation window (which begins with the count it found), up by max(4 pods, 100 %) in 15 s.
 *
 * Simplified: every ready pod has a metric (none is "missing"), and a pod is ready once it has warmed up.
 *
 * Sources: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/ (Algorithm details, Default behavior);
 * kubernetes/pkg/controller/podautoscaler/{replica_calculator,horizontal}.go: `calcPlainMetricReplicas`,
 * `stabilizeRecommendationWithBehaviors`, `calculateScaleUpLimitWithScalingRules`.
 */
export function hpa(target: number, spec: HpaSpec): Policy {
  /** What was recommended before any limit, and what came of it; both in order of time. */
  let recommended: Count[] = []
  let changes: Count[] = []
  let last: Count | undefined
  return {
    decide(seen) {
      const { atMs, desired } = seen
      if (recommended.length === 0) recommended.push({ atMs, count: desired })
      const count = hpaReplicas(seen, target, spec.tolerance)
      recommended = recommended.filter(past => past.atMs > atMs - spec.stabiliseMs)
      const highest = recommended.reduce((most, past) => Math.max(most, past.count), count)
      recommended.push({ atMs, count })
      if (last !== undefined) changes.push({ atMs: last.atMs, count: desired - last.count })
      last = { atMs, count: desired }
      changes = changes.filter(past => past.atMs > atMs - spec.upPeriodMs)
      const before = desired - changes.reduce((sum, past) => sum + past.count, 0)
      const limit = Math.max(desired, before + spec.upCount, roundedUp(before * (1 + spec.upShare)))
      return count < desired ? Math.min(desired, highest) : Math.min(count, limit)
    },
  }
}

interface Count {
  readonly atMs: number
  readonly count: number
}

/** What the controller recommends for a metric, before it stabilises or limits anything. */
export function hpaReplicas({ desired, ready, value }: Observation, target: number, tolerance: number): number {
  if (value === undefined || ready === 0) return desired
  const ratio = value / target
  const unready = desired - ready
  if (unready <= 0 || ratio <= 1) return within(ratio, tolerance) ? desired : roundedUp((ready * value) / target)
  const diluted = (ratio * ready) / desired
  if (within(diluted, tolerance) || diluted < 1) return desired
  return Math.max(desired, roundedUp((ready * value) / target))
}

function within(ratio: number, tolerance: number): boolean {
  return Math.abs(1 - ratio) <= tolerance + 1e-12
}
