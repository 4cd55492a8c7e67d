import type { ScalingSpec } from '../../src/model/scaling-spec.js'

/** A complete autoscaler: HPA on busy workers, at its own pace, from 1 to 10 backends. */
export function scalingSpec(part: Partial<ScalingSpec> = {}): ScalingSpec {
  return {
    policy: 'hpa',
    metric: 'utilisation',
    target: 0.5,
    min: 1,
    max: 10,
    start: 1,
    bootMs: 0,
    warmUpMs: 0,
    everyMs: 15_000,
    targetTracking: { outPeriods: 3, inPeriods: 15, inBelow: 0.9 },
    hpa: { tolerance: 0.1, stabiliseMs: 300_000, upPeriodMs: 15_000, upCount: 4, upShare: 1 },
    step: { out: [], in: [], cooldownMs: 300_000 },
    predictive: { schedule: [], leadMs: 0 },
    ...part,
  }
}
