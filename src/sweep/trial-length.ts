import { meanMs } from '../model/distribution.js'
import type { Scenario } from '../scenario/scenario.js'
import { fleetRate, plannedRate } from './offered-load.js'

/** Of the measured time, before it: many times what a queue needs to forget how it began, but at loads near 100 %. */
const warmupShare = 0.2

/** Enough for the p99 to rest on a thousand requests beyond it; a large fleet gets some thousands a backend; a million is plenty. */
export function defaultRequests({ backends }: Scenario): number {
  return Math.min(1_000_000, Math.max(100_000, 5_000 * backends.length))
}

/**
 * Whether its clock matters: faults and surges come at set times, a curve has its turns, a trace lasts as long as it lasts.
 * Such a scenario is run as long as it says itself.
 */
export function isTimed({ backends, incidents, traffic: { load } }: Scenario): boolean {
  if (incidents !== undefined || backends.some(({ faults }) => faults.length > 0)) return true
  return load.kind === 'open' && (load.arrivals.kind === 'trace' || load.arrivals.kind === 'curve')
}

/** The scenario so long that about so many requests are due while it is measured. Its own times are for live runs, which have to end soon. */
export function lasting(scenario: Scenario, requests: number): Scenario {
  if (isTimed(scenario)) return scenario
  const durationMs = Math.max(1, Math.ceil((requests * 1000) / expectedRate(scenario)))
  return { ...scenario, run: { ...scenario.run, durationMs, warmupMs: Math.ceil(durationMs * warmupShare) } }
}

/** Requests due while the scenario is measured, on average; in a closed loop at most. */
export function plannedRequests(scenario: Scenario): number {
  return Math.round((expectedRate(scenario) * scenario.run.durationMs) / 1000)
}

/** Closed loop: at most what the users can ask for, and the backends serve. */
function expectedRate(scenario: Scenario): number {
  const planned = plannedRate(scenario)
  const { load } = scenario.traffic
  if (planned !== undefined || load.kind === 'open') return planned ?? 0
  const fastestMs = Math.min(...scenario.backends.map(({ latency }) => meanMs(latency)))
  return Math.min(fleetRate(scenario), (load.connections * 1000) / (meanMs(load.think) + fastestMs))
}
