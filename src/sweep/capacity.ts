import type { Candidate } from '../bench/candidate.js'
import type { Environment, Estimate, MetricName, ScenarioSummary } from '../results/results.js'
import type { Confirmation } from './confirmation.js'
import type { Probe } from './probe.js'

/** `capacity.json`. Versioned; every key here is public. */
export interface Capacity {
  readonly schema: 'lbbench/capacity@1'
  /** Where, when and how it was run: all that differs between two runs in virtual time. */
  readonly environment: Environment
  readonly scenario: Pick<ScenarioSummary, 'name' | 'description' | 'seed'>
  /** As written. */
  readonly slos: readonly string[]
  /** A share: so close the search ends. */
  readonly tolerance: number
  readonly rounds: number
  /** Due while measuring, a rate and round. */
  readonly requests: number
  /** What all primaries together can serve, requests a second. */
  readonly fleetRatePerSecond: number
  readonly candidates: readonly CapacityResult[]
  /** What a live engine said to it; empty where it was not asked. */
  readonly confirmations: readonly Confirmation[]
}

export interface CapacityResult {
  readonly candidate: Pick<Candidate, 'id' | 'strategy' | 'options'>
  /** The highest rate tried at which all objectives held in every round; null where they did not even at 1 % load. */
  readonly ratePerSecond: number | null
  /** That rate over what the primaries can serve. */
  readonly load: number | null
  /** Of the objectives' metrics, at that rate. */
  readonly metrics: Readonly<Partial<Record<MetricName, Estimate | null>>>
  /** The lowest rate at which they did not. */
  readonly failsAtPerSecond: number
  /** Why not, in a few words. */
  readonly limit: string
  /** Every rate tried, ascending. */
  readonly probes: readonly Probe[]
}
