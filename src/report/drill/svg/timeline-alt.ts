import type { Results } from '../../../results/results.js'
import { drillsOf } from '../drills.js'
import { describeIncident } from '../incident-text.js'

/** What the picture over time shows, in words. */
export function timelineAlt(results: Results): string {
  const what = drillsOf(results).map(drill => describeIncident(drill, results.scenario.durationMs))
  return `p99, failed requests and where requests went over time; ${what.join('; ')}`
}
