import type { Adjustment, StepSpec } from '../../model/scaling-spec.js'
import type { Observation, Policy } from '../policy.js'

/**
 * AWS step scaling: the further the metric is beyond its threshold, the larger the step. Where a step out follows within the
 * cooldown of another, what that one added is part of it: only what is more is added. A step in waits for the cooldown of
 * whatever came before; a step out does not wait for that of a step in.
 *
 * Simplified: one period beyond a threshold is enough (AWS lets the user choose).
 *
 * Sources: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html (step adjustments, rounding of
 * percentages), https://docs.aws.amazon.com/autoscaling/application/userguide/step-scaling-policy-overview.html (cooldowns).
 */
export function step(spec: StepSpec): Policy {
  /** The count before the step out whose cooldown runs. */
  let base = 0
  let outUntilMs = -Infinity
  let inUntilMs = -Infinity
  return {
    decide({ atMs, desired, value }: Observation) {
      if (value === undefined) return desired
      const up = spec.out.findLast(({ above }) => value > above)
      if (up !== undefined) {
        const from = atMs < outUntilMs ? base : desired
        const next = Math.max(desired, from + adjusted(from, up.add))
        if (next > desired) {
          base = from
          outUntilMs = atMs + spec.cooldownMs
        }
        return next
      }
      const down = spec.in.findLast(({ below }) => value < below)
      if (down === undefined || atMs < outUntilMs || atMs < inUntilMs) return desired
      inUntilMs = atMs + spec.cooldownMs
      return desired - adjusted(desired, down.remove)
    },
  }
}

/** Backends of a step; a share is rounded down, but to 1 where it is less. */
export function adjusted(count: number, by: Adjustment): number {
  if ('count' in by) return by.count
  return by.share === 0 ? 0 : Math.max(1, Math.floor(count * by.share + 1e-9))
}
