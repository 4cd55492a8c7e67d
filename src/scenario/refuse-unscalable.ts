import type { BackendSpec } from '../model/backend-spec.js'
import type { Incident } from '../model/incident.js'
import { capacityPerSecond } from '../model/load.js'
import { peakRate } from '../model/rate-plan.js'
import type { ScalingSpec } from '../model/scaling-spec.js'
import type { Traffic } from '../model/traffic.js'
import { formatRate } from '../units.js'
import type { Report } from './problems.js'

/** What a fleet that is scaled cannot be: of several kinds, or in somebody else's hands. */
export function refuseUnscalable(scaling: ScalingSpec, scenario: Scaled, report: Report): void {
  const { backends, traffic, run } = scenario
  const first = backends[0]
  if (first === undefined) return
  if (first.backup) report(['backends'], 'a fleet that is scaled has no backups')
  if (scenario.balancer.changes.length > 0)
    report(['balancer', 'changes'], 'an autoscaler decides itself who joins and leaves', 'key')
  const moved = scenario.incidents?.find(({ kind }) => ['crash', 'flap', 'join', 'deploy'].includes(kind))
  if (moved !== undefined)
    report(['scaling'], `the autoscaler starts and stops backends; "${moved.name}" cannot do so, too`, 'key')
  const unseen = unseenBy(scaling, traffic)
  if (unseen !== undefined) report(['scaling', ...unseen.at], unseen.message)
  const { load, surges = [] } = traffic
  if (load.kind === 'closed') return
  const bears = (scaling.max * capacityPerSecond(backends)) / backends.length
  const peak = peakRate({ load, surges }, run.durationMs)
  if (peak > bears) report(['scaling', 'max'], cannotServe(scaling.max, bears, peak))
}

/** The part of a scenario that a fleet is scaled in. */
export interface Scaled {
  readonly backends: readonly BackendSpec[]
  readonly traffic: Traffic
  readonly balancer: { readonly changes: readonly unknown[] }
  readonly run: { readonly durationMs: number }
  readonly incidents?: readonly Incident[]
}

function cannotServe(max: number, bears: number, peak: number): string {
  const fleet = max === 1 ? '1 backend serves' : `${max} backends serve`
  return `a scaling range that cannot serve the load: ${fleet} ${formatRate(bears)} at most, and ${formatRate(peak)} come`
}

function unseenBy({ policy, metric, predictive }: ScalingSpec, { load }: Traffic): Refusal | undefined {
  const forecasts = policy === 'predictive' && predictive.schedule.length === 0
  if (load.kind === 'closed' && metric === 'rate')
    return {
      at: ['metric'],
      message: 'in a closed loop the rate is what the fleet makes of it: it cannot say what is needed',
    }
  if (load.kind === 'closed' && forecasts)
    return { at: ['policy'], message: 'a closed loop has no plan to forecast from; give a "schedule"' }
  if (metric === 'p99' && forecasts)
    return {
      at: ['metric'],
      message: 'no plan says how many backends a p99 needs; give a "schedule", or another metric',
    }
  return undefined
}

interface Refusal {
  readonly at: readonly string[]
  readonly message: string
}
