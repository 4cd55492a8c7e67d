import type { Trial, TrialRecord } from '../bench/trial.js'
import type { Incident } from '../model/incident.js'
import { type Before, beforeOf, endOfBefore } from './before.js'
import { detectionOf } from './detection.js'
import type { DrillValues } from './drill-metrics.js'
import { failedBefore, mostFailedBefore } from './failed-before.js'
import { horizonOf } from './horizon.js'
import { hurtOf } from './hurt.js'
import { overshootOf } from './overshoot.js'
import { recoveryOf } from './recovery.js'
import { Sendings } from './sendings.js'
import { lostSessionsOf, retriesSpentOf } from './spent.js'
import { wrongEjectionsOf } from './wrong-ejections.js'

/**
 * What each incident did to a trial that was observed request by request, in the order of `trial.incidents`. What each number
 * means stands at its function, and in docs/drills.md.
 * @throws {Error} where the trial has no record
 */
export function drillValues(trial: Trial): DrillValues[] {
  const { incidents = [], sight } = trial
  const seen = sight && new Sendings(trial, sight)
  const normal = normalOf(trial, recordOf(trial))
  return incidents.map(incident => valuesOf(trial, incident, normal, seen))
}

/** What the numbers of an incident are differences to; nulls where there is no such thing. */
interface Normal {
  readonly endMs: number | null
  readonly before: Before | null
}

function normalOf(trial: Trial, record: TrialRecord): Normal {
  if ((failedBefore(trial) ?? 0) > mostFailedBefore) return { endMs: null, before: null }
  return { endMs: endOfBefore(trial.incidents ?? []), before: beforeOf(trial, record) }
}

function valuesOf(
  trial: Trial,
  incident: Incident,
  { endMs, before }: Normal,
  sendings: Sendings | undefined,
): DrillValues {
  const { incidents = [], durationMs, sight, objectiveMs = Infinity } = trial
  const record = recordOf(trial)
  const horizon = horizonOf(incident, incidents, durationMs)
  const detection = sendings && detectionOf(sendings, incident, endOfBefore(incidents) ?? 0)
  const recovery = before && recoveryOf(record, horizon, before)
  const clumps = { failed: before?.failed.clump ?? 1, late: before?.bad.clump ?? 1 }
  const hurt = endMs === null ? undefined : hurtOf(record, horizon, objectiveMs, { endMs, clumps })
  return {
    incident: incident.name,
    metrics: {
      detectionMs: detection?.ms ?? null,
      recoveryMs: recovery?.ms ?? null,
      hurt: hurt?.hurt ?? null,
      clientsHurt: hurt?.clientsHurt ?? null,
      overshoot: sight && sendings ? overshootOf(sendings, sight, incident, horizon) : null,
      wrongEjections: sight ? wrongEjectionsOf(sight, horizon, incidents, trial.weights.length) : null,
      lostSessions: lostSessionsOf(record, horizon),
      retriesSpent: endMs === null ? null : retriesSpentOf(record, horizon, endMs),
    },
    atLeast: [
      ...(detection?.atLeast ? (['detectionMs'] as const) : []),
      ...(recovery?.atLeast ? (['recoveryMs'] as const) : []),
    ],
  }
}

function recordOf({ record, candidate, round }: Trial): TrialRecord {
  if (record === undefined)
    throw new Error(`trial of ${candidate} in round ${round} has incidents, but no record of its requests`)
  return record
}
