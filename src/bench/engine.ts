import type { Workload } from '../model/workload.js'
import type { Scenario } from '../scenario/scenario.js'
import type { Candidate } from './candidate.js'
import type { Trial } from './trial.js'

/** One trial to be run. */
export interface TrialPlan {
  readonly scenario: Scenario
  readonly candidate: Candidate
  readonly round: number
  readonly position: number
  readonly attempt: number
  /** Of this round: the same for all its candidates. */
  readonly seed: number
  readonly workload: Workload
}

/** A world that can run a trial. */
export interface Engine {
  readonly name: string
  /** One line for `lbbench list engines`. */
  readonly summary: string
  /** A sentence where this engine cannot run the candidate; shown in the report, not thrown. */
  refuses(candidate: Candidate): string | undefined
  /** Backends and balancer are fresh and gone again when this settles. Rejects with `LbbenchError` or the abort reason. */
  run(plan: TrialPlan, signal: AbortSignal): Promise<Trial>
}
