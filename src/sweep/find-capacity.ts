import type { Candidate } from '../bench/candidate.js'
import type { Trial } from '../bench/trial.js'
import type { Scenario } from '../scenario/scenario.js'
import type { CapacityResult } from './capacity.js'
import { fleetRate } from './offered-load.js'
import { type Probe, probe } from './probe.js'
import { searchHighest } from './search.js'
import type { Slo } from './slo.js'

export interface CapacityOptions {
  readonly candidate: Candidate
  /** Open loop; its rate is left out of account. */
  readonly scenario: Scenario
  readonly slos: readonly Slo[]
  /** A share. */
  readonly tolerance: number
  /** All rounds of the candidate at a rate, each from the round's own seed, whatever the rate. */
  readonly run: (rated: Scenario) => Promise<readonly Trial[]>
  /** Hears of every rate that was tried, in the order of the search; nobody by default. */
  readonly tried?: ((probe: Probe) => void) | undefined
}

/** Below this share of what the backends can serve nobody looks: latency there is service time. */
const lowestLoad = 0.01

/** The highest rate at which a candidate meets all objectives. At what the backends can serve no queue is stable: there it ends. */
export async function findCapacity({
  candidate,
  scenario,
  slos,
  tolerance,
  run,
  tried,
}: CapacityOptions): Promise<CapacityResult> {
  const most = fleetRate(scenario)
  const probes: Probe[] = []
  const holds = async (ratePerSecond: number): Promise<boolean> => {
    const rated = atRate(scenario, ratePerSecond)
    const found = probe(rated, await run(rated), slos)
    probes.push(found)
    tried?.(found)
    return found.holds
  }
  const { highest, fails } = await searchHighest({ low: most * lowestLoad, high: most, tolerance, holds })
  const at = (rate: number | undefined): Probe | undefined => probes.find(({ ratePerSecond }) => ratePerSecond === rate)
  const { id, strategy, options } = candidate
  return {
    candidate: { id, strategy, options },
    ratePerSecond: highest ?? null,
    load: highest === undefined ? null : highest / most,
    metrics: at(highest)?.metrics ?? {},
    failsAtPerSecond: fails,
    limit: at(fails)?.reason ?? 'more comes in than the backends can serve',
    probes: [...probes].sort((a, b) => a.ratePerSecond - b.ratePerSecond),
  }
}

/** The scenario at another rate. */
export function atRate(scenario: Scenario, ratePerSecond: number): Scenario {
  const { load } = scenario.traffic
  if (load.kind === 'closed') throw new Error('a closed loop has no rate')
  return { ...scenario, traffic: { ...scenario.traffic, load: { ...load, ratePerSecond } } }
}
