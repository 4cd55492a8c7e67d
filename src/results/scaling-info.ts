import type { ScalingMetricName } from '../autoscale/scaling-metrics.js'
import type { DrillInfo } from './drill-info.js'

/** What stands before them in gates, as the name of an incident does. */
export const scalingPart = 'scaling'

const positive = { min: 0, max: Infinity }
const nobodyCame = 'no backend joined for long enough'

const count = (name: ScalingMetricName, summary: string): DrillInfo => ({
  ...{ name, summary, untold: 'the fleet was not scaled' },
  ...{ unit: 'count', range: positive, better: 'lower' },
})

const load = (name: ScalingMetricName, summary: string): DrillInfo => ({
  ...{ name, summary, untold: nobodyCame },
  ...{ unit: 'index', range: positive, better: undefined },
})

/** Metrics of autoscaling, by names as in results.json, which are those in gates as well. */
export const scalingInfo: Readonly<Record<ScalingMetricName, DrillInfo>> = {
  missedSeconds: count(
    'missedSeconds',
    'seconds in which more than 1 % of the requests failed or took longer than the objective; of stretches of 100 where a second has fewer',
  ),
  missedRequests: count('missedRequests', 'requests that failed or took longer than the objective'),
  backendSeconds: count('backendSeconds', 'backends paid for times seconds, those that boot or drain among them'),
  overProvisioning: {
    name: 'overProvisioning',
    unit: 'share',
    range: { min: -1, max: Infinity },
    better: 'lower',
    summary: 'backend-seconds paid beyond those the load needed at the target',
    untold: 'nobody can say what the load needed: it is a closed loop, or the target is a p99',
  },
  oscillations: count('oscillations', 'turns from growing to shrinking or back, beyond those of the load'),
  newcomerLoad: load('newcomerLoad', 'what newcomers got in their first time, over an equal share'),
  newcomerWorst: load('newcomerWorst', 'the same of the newcomer for which it is farthest from 1'),
}
