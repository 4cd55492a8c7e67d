import type { PartMetricName } from '../../results/metric-key.js'
import type { CandidateResult, Environment, MetricName, RoundResult, ScenarioSummary } from '../../results/results.js'
import type { Variation } from './parse-vary.js'

/** `vary.json`: settings of a scenario against each other. Versioned; every key here is public. */
export interface Vary {
  readonly schema: 'lbbench/vary@1'
  /** Where, when and how it was run: all that differs between two runs of the same command. */
  readonly environment: Environment
  /** With the first values. */
  readonly scenario: Pick<ScenarioSummary, 'name' | 'description' | 'seed' | 'durationMs' | 'warmupMs'>
  /** Over how much of it the starts of rounds are spread before the warm-up, ms, so that checks come at any time; 0 without checks. */
  readonly beatMs: number
  /** In the order given; the last one changes fastest. */
  readonly variations: readonly Variation[]
  readonly rounds: number
  /** Of every candidate with every combination of values: candidates within combinations. */
  readonly points: readonly VaryPoint[]
  /** What is held against what in the picture; null where nothing that can be told differs. */
  readonly trade: Trade | null
}

/** A candidate with one combination of values. */
export interface VaryPoint
  extends Pick<CandidateResult, 'id' | 'strategy' | 'options' | 'metrics' | 'errors' | 'incidents' | 'scaling'> {
  /** One a variation, as typed. */
  readonly values: readonly string[]
  /** SHA-256 over the complete scenario, hex. */
  readonly hash: string
  /** In round order: the raw values. */
  readonly rounds: readonly Pick<RoundResult, 'round' | 'seed' | 'metrics' | 'incidents' | 'scaling'>[]
}

/** A quantity of a point, of an incident, of autoscaling (under the name `scalingPart`) or of the whole run. Less is better. */
export type Measure =
  | { readonly incident: string; readonly metric: PartMetricName }
  | { readonly incident: null; readonly metric: MetricName }

/** Two quantities of which one can be had for the other. */
export interface Trade {
  readonly x: Measure
  readonly y: Measure
  /** Quantities that were looked at for a difference: what is shown is corrected for so many, and for all pairs of points. */
  readonly looks: number
  /**
   * Numbers of the points that no other one beats, by x: none is shown to have less of one while, of the other, no interval says it
   * has more. Empty where no difference is shown in either.
   */
  readonly front: readonly number[]
}
