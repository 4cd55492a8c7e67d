import type { DrillMetricName } from '../drill/drill-metrics.js'
import { anywhere, positive } from '../stats/inference.js'
import type { MetricInfo } from './metric-info.js'

/** For those who look at results only. */
export { makesSick } from '../model/incident.js'

/** What there is to know of a metric of an incident, and when it cannot be told. */
export interface DrillInfo extends MetricInfo {
  /** For sentences: "lc.crash.detection cannot be told: ...". */
  readonly untold: string
}

const unseen = 'nobody saw what the balancer did'

/** A count of what went wrong; its mean over rounds need not be whole. */
const count = (name: string, summary: string, untold: string): DrillInfo => ({
  ...{ name, summary, untold },
  ...{ unit: 'count', range: positive, better: 'lower' },
})

/** By names as in results.json; `name` is the one in gates and tables. */
export const drillInfo: Readonly<Record<DrillMetricName, DrillInfo>> = {
  detectionMs: {
    name: 'detection',
    unit: 'ms',
    range: positive,
    better: 'lower',
    summary: 'until sick backends get less than a tenth of their fair share, from when the incident begins',
    untold: `it makes no backend sick that requests were due to, as none are to a backup, or ${unseen}`,
  },
  recoveryMs: {
    name: 'recovery',
    unit: 'ms',
    range: positive,
    better: 'lower',
    summary: 'until requests do as well as before for a second, from when the incident begins',
    untold: 'too little was measured before it, or less than a second from it on',
  },
  hurt: count(
    'hurt',
    'requests that failed or took longer than the objective because of it',
    'too little was measured before it',
  ),
  clientsHurt: {
    name: 'clientsHurt',
    unit: 'share',
    range: { min: 0, max: 1 },
    better: 'lower',
    summary: 'clients with such a request, of those who asked',
    untold: 'too little was measured before it, or no client asked',
  },
  overshoot: {
    name: 'overshoot',
    unit: 'index',
    range: positive,
    better: 'lower',
    summary: 'most that a backend got when it came back, over its fair share',
    untold: `no backend comes back, too few requests tell, or ${unseen}`,
  },
  wrongEjections: count('wrongEjections', 'backends taken for sick that were not', unseen),
  lostSessions: count(
    'lostSessions',
    'clients whose session was not known any more',
    'the scenario has no sessions, or no backend tells of them',
  ),
  retriesSpent: {
    ...count(
      'retriesSpent',
      'tries beyond the first, more than before it',
      'nobody knows how often requests were tried',
    ),
    // Where a budget runs out, there are fewer than before.
    range: anywhere,
  },
}
