import type { Options } from '../strategies/strategy.js'

/** One row of every report: `[engine:]strategy[?option=value&...]`. */
export interface Candidate {
  /** As the user wrote it, e.g. "p2c?choices=3"; unique in a run. */
  readonly id: string
  /** E.g. "embedded". */
  readonly engine: string
  /** Canonical strategy name, e.g. "lc". */
  readonly strategy: string
  /** Every option of the strategy, defaults filled in. */
  readonly options: Options
}
