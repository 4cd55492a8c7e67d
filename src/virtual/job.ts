import type { Tally } from '../bench/tally.js'
import type { TrialDecisions, TrialRecord } from '../bench/trial.js'
import type { ErrorCode } from '../errors.js'
import type { BalancerStats } from '../model/balancer-stats.js'
import type { TrialScaling } from '../model/scaling-log.js'
import type { BalancerSight } from '../model/sight.js'
import type { Beat } from '../own/beat.js'
import type { Scenario } from '../scenario/scenario.js'
import type { StrategySource } from '../strategies/source.js'
import type { Options } from '../strategies/strategy.js'
import type { TraceLabel } from '../trace/format.js'
import type { SoFar } from './pace.js'

/** One trial in virtual time as plain data, fit for another thread. */
export interface SimulationJob {
  readonly scenario: Scenario
  /** Canonical name, or `ideal`. */
  readonly strategy: string
  /** Where the strategy comes from, unless it is one of ours. */
  readonly source?: StrategySource
  /** Complete, as from `parseOptions`. */
  readonly options: Options
  readonly seed: number
  /** Whether to keep a row a request as well. */
  readonly records?: boolean
  /** Whether to sum up how it went over time. */
  readonly windows?: boolean
  /** A file for the decisions of this trial alone, see `trace/format.ts`, and whose they are. */
  readonly trace?: { readonly path: string; readonly label: TraceLabel }
  /** Whether anybody wants to hear of its progress. */
  readonly looked?: boolean
  /** How many decisions to keep, where they are wanted at all; of more there is a digest. */
  readonly decisions?: number
}

export interface SimulationResult {
  readonly tally: Tally
  readonly record: TrialRecord | undefined
  /** Undefined where nobody asked. */
  readonly decisions: TrialDecisions | undefined
  /** Undefined for `ideal`. */
  readonly balancer: BalancerStats | undefined
  /** Where the scenario has incidents; undefined for `ideal`. */
  readonly sight: BalancerSight | undefined
  /** Where the fleet is scaled. */
  readonly scaling: TrialScaling | undefined
}

/** How far a trial has come, and what came of it so far. */
export interface Progress extends SoFar {
  /** Virtual time, ms; negative in the warm-up. */
  readonly atMs: number
  /** Requests begun, over the virtual time since the last progress. */
  readonly ratePerSecond: number
}

/** What a worker thread tells: how far it is, what came of the job, or what went wrong. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly result: SimulationResult }
  | {
      readonly kind: 'failed'
      /** Where it is a failure the user can meet. */
      readonly code: ErrorCode | undefined
      readonly message: string
      readonly hint?: string
      readonly stack: string
    }

/** What a thread is started with. */
export interface ThreadData {
  /** Where it says which call of the user's strategy it is in. */
  readonly beat: Beat
}
