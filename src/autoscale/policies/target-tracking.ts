import type { TargetTrackingSpec } from '../../model/scaling-spec.js'
import { type Policy, roundedUp } from '../policy.js'

/**
 * AWS target tracking. Two alarms on the metric's means of a minute: above the target for 3 of them in a row, and below 90 % of
 * it for 15. Out: ceil(ready * metric / target), in proportion and at once; backends that warm up are part of the capacity
 * that is there, so only what is more is added. In: to the same number, which rounds what is removed down; not while any backend
 * warms up.
 *
 * Simplified: a change in needs 15 new minutes before the next (AWS says only "more gradually"); the alarms' periods are
 * fixed (since November 2024 AWS may tune them); no data sets an alarm back (INSUFFICIENT_DATA).
 *
 * Sources: https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html ("scales out proportionally
 * to the metric as fast as it can, but scales in more gradually"; "usually more than 10 % lower"),
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-default-instance-warmup.html; the periods are those of
 * the alarms TargetTracking-...-AlarmHigh (3 of 3 at 60 s) and -AlarmLow (15 of 15).
 */
export function targetTracking(target: number, { outPeriods, inPeriods, inBelow }: TargetTrackingSpec): Policy {
  let high = 0
  let low = 0
  return {
    decide({ desired, ready, value }) {
      high = value !== undefined && value > target ? high + 1 : 0
      low = value !== undefined && value < inBelow * target ? low + 1 : 0
      if (value === undefined || ready === 0) return desired
      const wanted = roundedUp((ready * value) / target)
      if (high >= outPeriods) return Math.max(desired, wanted)
      if (low < inPeriods || ready < desired || wanted >= desired) return desired
      low = 0
      return wanted
    },
  }
}
