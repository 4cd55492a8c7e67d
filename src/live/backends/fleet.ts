import type { TrialPlan, WatchedProgram } from '../../bench/engine.js'
import type { BeginBackends } from './program.js'

/** The backends of one trial, whichever processes they live in. */
export interface Fleet {
  /**
   * Starts them; resolves to their ports, in the order of the scenario.
   * @param metrics whether they count for whoever asks `watched`
   */
  boot(options?: { readonly metrics: boolean }): Promise<number[]>
  begin(when: BeginBackends): Promise<void>
  /** Starts one that does not run; resolves once it serves. */
  start(backend: number): Promise<void>
  /** Ends one: a simulated one at once, a real one as its kind says. Resolves once its port is closed. */
  stop(backend: number): Promise<void>
  /** Of the busiest: of simulated ones the share in which its event loop was busy, of real ones CPU in cores; undefined where unknown. */
  utilisation(): Promise<number | undefined>
  /** After the traffic: rejects where its backends met what spoils the trial, such as a store of sessions that failed. */
  check(): Promise<void>
  /** Those of its programs that tell metrics. */
  watched(): WatchedProgram[]
  /** The trial went well: they may end in good order, before all that is left is killed. */
  end?(): Promise<void>
  /** All is gone. Cleans up after itself, and resolves to what the trial is to fail with: what it was given, or better words for it. */
  gone?(failure: unknown): Promise<unknown>
}

export interface FleetNeeds {
  readonly host: string
  readonly seed: number
  /** Backends that do not run until `Fleet.start`, by number; beside those whose faults say so. */
  readonly down?: readonly number[]
  /** As `TrialPlan.note`. */
  readonly note?: TrialPlan['note']
  /** Whether backends keep what probes ask for. */
  readonly reports: boolean
  /** What real backends are told in their environment, beside what their kind says. */
  readonly env?: Readonly<Record<string, string>>
}
