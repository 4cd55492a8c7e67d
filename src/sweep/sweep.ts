import type { Environment, ScenarioSummary } from '../results/results.js'
import type { Agreement } from './agreement.js'
import type { Axis } from './axis.js'
import type { Curve, SweepMetric } from './curve.js'

/** `sweep.json`. Versioned; every key here is public. */
export interface Sweep {
  readonly schema: 'lbbench/sweep@1'
  /** Where, when and how it was run: all that differs between two runs of the same command. */
  readonly environment: Environment
  /** At the first value of the axis. */
  readonly scenario: Pick<ScenarioSummary, 'name' | 'description' | 'seed' | 'hash'>
  readonly axis: Axis
  readonly metric: SweepMetric
  /** How much slower still counts as equal, a share. */
  readonly within: number
  readonly rounds: number
  /** One a value of the axis. */
  readonly settings: readonly Setting[]
  readonly curves: readonly Curve[]
  /** Id of the candidate that the others are held against; null where none has a latency. */
  readonly best: string | null
  /** Every other strategy against the best one, and the best one against `ideal`. */
  readonly agreements: readonly Agreement[]
}

/** What one value of the axis comes down to. */
export interface Setting {
  readonly value: number
  /** Planned; null in a closed loop. */
  readonly ratePerSecond: number | null
  /** Rate over what the primaries can serve. */
  readonly load: number | null
  readonly backends: number
  /** Planned, a round, while measuring; in a closed loop at most. */
  readonly requests: number
  readonly durationMs: number
  readonly warmupMs: number
}
