/** What an incident did, by names as in results.json. Null: cannot be told (no backend is sick, nobody saw the balancer, no sessions). */
export const drillMetricNames = [
  'detectionMs',
  'recoveryMs',
  'hurt',
  'clientsHurt',
  'overshoot',
  'wrongEjections',
  'lostSessions',
  'retriesSpent',
] as const
export type DrillMetricName = (typeof drillMetricNames)[number]

/** Of one incident in one trial. */
export interface DrillValues {
  /** `Incident.name`. */
  readonly incident: string
  readonly metrics: Readonly<Record<DrillMetricName, number | null>>
  /** Whose value is how long it was looked for, in vain: it took longer, or never happened. */
  readonly atLeast: readonly ('detectionMs' | 'recoveryMs')[]
}
