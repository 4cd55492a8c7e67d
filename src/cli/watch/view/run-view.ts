import type { Glimpse } from '../../../bench/glimpse.js'
import type { Estimate } from '../../../results/results.js'

/** What there is to show of a run at one moment. */
export interface RunView {
  /** Of the scenario. */
  readonly title: string
  /** Trials of the plan. */
  readonly done: number
  readonly total: number
  /** Whether the run may end before all of them. */
  readonly atMost: boolean
  /** Of the whole, the parts of trials that still run counted, in [0, 1]. */
  readonly share: number
  /** E.g. "about 95 s left"; '' where nobody can tell. */
  readonly left: string
  readonly running: readonly RunningView[]
  /** One live trial has ended, the next one has not begun. */
  readonly between: boolean
  /** Names of backends whose shares live trials show; none where nothing is measured live. */
  readonly backends: readonly string[]
  /** All of the plan, in its order. */
  readonly candidates: readonly CandidateView[]
  /** What the last look found; '' for none. */
  readonly found: string
  /** The user wants it to end. */
  readonly stopping: boolean
}

/** A trial under way. */
export interface RunningView {
  readonly candidate: string
  /** From 1. */
  readonly round: number
  readonly rounds: number
  readonly virtual: boolean
  /** Why it is repeated, where it is. */
  readonly again: string | undefined
  /** E.g. "measuring 3.2/8 s". */
  readonly doing: string
  readonly glimpse: Glimpse | undefined
}

/** What a candidate's finished rounds say; of none nothing but 0. */
export interface CandidateView {
  readonly id: string
  readonly rounds: number
  /** Null where too few requests can tell. */
  readonly p99: Estimate | null
  /** Of its requests, in [0, 1]. */
  readonly failed: number | null
  /** Its strategy did what it must not: none of its other rounds is run. */
  readonly out: boolean
}
