import type { Trial } from '../bench/trial.js'
import { beforeOf } from '../drill/before.js'
import type { DrillValues } from '../drill/drill-metrics.js'
import { drillValues } from '../drill/drill-values.js'
import { failedBefore, mostFailedBefore } from '../drill/failed-before.js'
import { type Befallen, befallen } from './incident-results.js'

/** What became of a trial that something befell. */
export interface TrialDrill {
  readonly befallen: readonly Befallen[]
  /** Absent where its requests were not kept one by one. */
  readonly values?: readonly DrillValues[]
  /** Share of the requests that failed before anything befell it; null where that cannot be told. */
  readonly failedBefore: number | null
  /** Whether there was time enough before it, but too few requests came to tell what their latencies were. */
  readonly fewBefore: boolean
}

/** Undefined where nothing befell it. */
export function trialDrill(trial: Trial): TrialDrill | undefined {
  if (trial.incidents === undefined || trial.role === 'ideal') return undefined
  return drillOf(trial, trial.incidents)
}

function drillOf(trial: Trial, incidents: NonNullable<Trial['incidents']>): TrialDrill {
  const failed = failedBefore(trial)
  const names = { befallen: befallen(incidents, trial.backends), failedBefore: failed, fewBefore: false }
  if (trial.record === undefined) return names
  const fewBefore = failed !== null && failed <= mostFailedBefore && beforeOf(trial, trial.record) === null
  return { ...names, values: drillValues(trial), fewBefore }
}
