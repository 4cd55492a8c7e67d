import type { Trial } from '../bench/trial.js'
import type { DrillValues } from '../drill/drill-metrics.js'
import { drillValues } from '../drill/drill-values.js'
import { failedBefore } from '../drill/failed-before.js'
import { type Befallen, befallen } from './incident-results.js'

/** What became of a trial that something befell. */
export interface TrialDrill {
  readonly befallen: readonly Befallen[]
  /** Absent where its requests were not kept one by one. */
  readonly values?: readonly DrillValues[]
  /** Share of the requests that failed before anything befell it; null where that cannot be told. */
  readonly failedBefore: number | null
}

/** Undefined where nothing befell it. */
export function trialDrill(trial: Trial): TrialDrill | undefined {
  if (trial.incidents === undefined || trial.role === 'ideal') return undefined
  return drillOf(trial, trial.incidents)
}

function drillOf(trial: Trial, incidents: NonNullable<Trial['incidents']>): TrialDrill {
  const names = { befallen: befallen(incidents, trial.backends), failedBefore: failedBefore(trial) }
  if (trial.record === undefined) return names
  return { ...names, values: drillValues(trial) }
}
