import type { Candidate } from '../../bench/candidate.js'
import type { Environment, Estimate, MetricName, ScenarioSummary } from '../../results/results.js'
import type { ScalabilityFit } from '../../stats/scalability-law.js'

/** `scaling.json`: how much fleets of several sizes carry under an objective. Versioned; every key here is public. */
export interface Scaling {
  readonly schema: 'lbbench/scaling@1'
  /** Where, when and how it was run: all that differs between two runs of the same command. */
  readonly environment: Environment
  readonly scenario: Pick<ScenarioSummary, 'name' | 'description' | 'seed'>
  /** As written, or as they would be. */
  readonly slos: readonly string[]
  readonly sloFrom: SloSource
  /** The rate that was asked about: how many backends carry it? Null where nobody asked. */
  readonly needPerSecond: number | null
  /** A share: so close each search ends. */
  readonly tolerance: number
  readonly rounds: number
  /** One a size, ascending. */
  readonly fleets: readonly Fleet[]
  readonly curves: readonly ScalingCurve[]
}

/** Who set the objective: the command line, the scenario, or we. */
export type SloSource = 'flag' | 'scenario' | 'default'

export interface Fleet {
  readonly backends: number
  /** What all primaries together can serve, requests a second. */
  readonly fleetRatePerSecond: number
  /** Due while measuring, a rate and round. */
  readonly requests: number
}

/** One candidate over all sizes. */
export interface ScalingCurve {
  readonly candidate: Pick<Candidate, 'id' | 'strategy' | 'options'>
  /** A point a fleet, in their order. */
  readonly points: readonly ScalingPoint[]
  /** Through the points that have a rate, weighted so that equal shares of it count the same; null where fewer than five have. */
  readonly fit: ScalabilityFit | null
}

export interface ScalingPoint {
  readonly backends: number
  /** The highest rate tried at which all objectives held in every round; null where they did not even at 1 % load. */
  readonly ratePerSecond: number | null
  /** That rate over what the primaries can serve. */
  readonly load: number | null
  /** The rate a backend over that of the smallest fleet of this candidate that has one: above 1 is superlinear. */
  readonly efficiency: number | null
  /** Of the objectives' metrics, at that rate. */
  readonly metrics: Readonly<Partial<Record<MetricName, Estimate | null>>>
  /** The lowest rate at which they did not hold, and why not, in a few words. */
  readonly failsAtPerSecond: number
  readonly limit: string
}
