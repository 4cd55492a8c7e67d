import type { PredictiveSpec } from '../../model/scaling-spec.js'
import type { Policy } from '../policy.js'

/**
 * Knows what will come: follows a schedule, as scheduled actions of AWS or a cron trigger of KEDA, or a forecast, and is so
 * far ahead of it that backends have booted when they are needed. It looks at no metric, so it cannot see what nobody planned.
 *
 * Simplified: the forecast is right (it is the plan of the traffic), and what is needed less is taken away at once; AWS
 * predictive scaling forecasts from two weeks of history, and only ever scales out.
 *
 * Sources: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-predictive-scaling.html (forecast ahead of
 * the load, `SchedulingBufferTime`), https://keda.sh/docs/latest/scalers/cron/.
 * @param everyMs until it is asked again: what comes before then must be foreseen now
 * @param need backends at a time
 */
export function predictive(spec: PredictiveSpec, everyMs: number, need: (atMs: number) => number): Policy {
  const planned = spec.schedule.length > 0
  return {
    decide({ atMs, desired }) {
      const untilMs = atMs + everyMs + spec.leadMs
      if (planned) return highestOf(spec.schedule, atMs, untilMs) ?? desired
      let most = need(atMs)
      for (let i = 1; i <= looks; i++) most = Math.max(most, need(atMs + ((untilMs - atMs) * i) / looks))
      return most
    },
  }
}

/** How often a forecast is looked up in the time until backends that are ordered now could be there. */
const looks = 20

/** The highest count a schedule has between two times; undefined before its first entry. */
function highestOf(schedule: PredictiveSpec['schedule'], fromMs: number, toMs: number): number | undefined {
  const now = schedule.findLast(({ atMs }) => atMs <= fromMs)
  const coming = schedule.filter(({ atMs }) => atMs > fromMs && atMs <= toMs)
  const counts = [...(now === undefined ? [] : [now]), ...coming].map(({ count }) => count)
  return counts.length === 0 ? undefined : Math.max(...counts)
}
