import type { Random } from '../model/random.js'
import type { Options, Strategy } from '../strategies/strategy.js'
import type { History } from './history.js'

/** The strategy under test. */
export interface Subject {
  readonly strategy: Strategy
  /** Complete, as from `parseOptions`. */
  readonly options: Options
}

/** What a check may use besides the strategy. */
export interface Tools {
  /** The check's own draws. */
  readonly random: Random
  /** Bytes of memory in use once garbage is collected. */
  readonly retainedBytes: () => number
  /** A clock, ms, for what is told and judges nothing. */
  readonly nowMs: (() => number) | undefined
}

/** A fault as a check found it. */
export interface Fault {
  /** The rest of a sentence that begins with the strategy's name. */
  readonly what: string
  readonly thrown?: unknown
  /** The smallest history that shows it, a line a step. */
  readonly history: readonly string[]
  readonly of?: Pick<History, 'seed' | 'weights' | 'weightScale'>
}

/** Something every strategy must do. */
export interface Check {
  /** One word or two, e.g. "retries"; unique. */
  readonly name: string
  /** What it must do, as in "it ...". */
  readonly title: string
  /** Why this strategy need not. */
  readonly excused?: (strategy: Strategy) => string | undefined
  /** The first fault found, a remark, or nothing. */
  run(subject: Subject, tools: Tools): Fault | string | undefined
}
