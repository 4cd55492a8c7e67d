import type { DrillMetricName } from '../../drill/drill-metrics.js'
import type { CandidateResult, Estimate, IncidentResult } from '../../results/results.js'

/** One metric of one incident. */
export interface Asked {
  /** Name of the incident. */
  readonly incident: string
  readonly metric: DrillMetricName
}

/** What an incident did under a candidate; undefined where it has no such results. */
export function incidentOf({ incidents }: CandidateResult, name: string): IncidentResult | undefined {
  return incidents?.find(incident => incident.name === name)
}

export function estimateOf(candidate: CandidateResult, { incident, metric }: Asked): Estimate | null {
  return incidentOf(candidate, incident)?.metrics[metric] ?? null
}

/** In how many rounds it took longer than could be looked for; 0 of what takes no time. */
export function atLeastOf(candidate: CandidateResult, { incident, metric }: Asked): number {
  if (metric !== 'detectionMs' && metric !== 'recoveryMs') return 0
  return incidentOf(candidate, incident)?.atLeast[metric] ?? 0
}

/** By number of the round, those that can tell it. Where it took longer than could be looked for: that long. */
export function byRound({ rounds }: CandidateResult, { incident, metric }: Asked): ReadonlyMap<number, number> {
  const told = rounds.flatMap(({ round, incidents }) => {
    const value = incidents?.find(one => one.incident === incident)?.metrics[metric] ?? null
    return value === null ? [] : [[round, value] as const]
  })
  return new Map(told)
}
