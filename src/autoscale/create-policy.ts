import type { ScalingSpec } from '../model/scaling-spec.js'
import { hpa } from './policies/hpa.js'
import { predictive } from './policies/predictive.js'
import { step } from './policies/step.js'
import { targetTracking } from './policies/target-tracking.js'
import type { Policy } from './policy.js'

/**
 * A policy without memory.
 * @param need backends the load of a time needs, for `predictive` without a schedule
 */
export function createPolicy(spec: ScalingSpec, need: (atMs: number) => number): Policy {
  switch (spec.policy) {
    case 'hpa':
      return hpa(spec.target, spec.hpa)
    case 'target-tracking':
      return targetTracking(spec.target, spec.targetTracking)
    case 'step':
      return step(spec.step)
    case 'predictive':
      return predictive(spec.predictive, spec.everyMs, need)
  }
}
