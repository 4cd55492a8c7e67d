import type { Trial } from '../bench/trial.js'
import { type Growth, latencyGrowth, shownGrowth } from '../results/growth.js'
import type { Scenario } from '../scenario/scenario.js'
import { type BackendLoad, busiestBackend, fleetRate, plannedRate } from './offered-load.js'
import { isTimed } from './trial-length.js'

/**
 * `stable`: queues have a length to come back to. `unstable`: some backend is sent as much as it can serve, or more, so its
 * queue grows as long as the run lasts. `unsettled`: nobody is, but the run was too short to forget how it began.
 */
export type Stability = 'stable' | 'unstable' | 'unsettled'

export interface StabilityFinding {
  readonly stability: Stability
  /** Undefined in a closed loop. */
  readonly busiest: BackendLoad | undefined
}

/**
 * Whether the queues of a trial's rounds were stable. A queue is stable exactly where less work comes in than its workers can
 * do (Loynes 1962), whatever the distributions. So the work is counted, not the latency: within 100,000 requests the mean
 * latency of a stable M/M/1 at 95 % wanders by 20 % from third to third, while its load is known to four digits. Latency
 * would also show no growth where clients give up: it ends at their timeout. Closed loops cannot grow.
 */
export function stabilityOf(scenario: Scenario, rounds: readonly Trial[]): StabilityFinding {
  const due = rounds.reduce((sum, { tally }) => sum + tally!.requests, 0)
  const busiest = busiestBackend(scenario, rounds.map(countsOf), due)
  if (busiest === undefined) return { stability: 'stable', busiest }
  // What `ideal` holds back until the client gives up was sent to nobody.
  const load = Math.max(busiest.load - busiest.reach, plannedRate(scenario)! / fleetRate(scenario))
  if (load >= 1) return { stability: 'unstable', busiest }
  // A fault changes latencies for good reason.
  if (isTimed(scenario)) return { stability: 'stable', busiest }
  const isSettled = load <= settledLoad(due / rounds.length) && !grows(rounds)
  return { stability: isSettled ? 'stable' : 'unsettled', busiest }
}

/** What the load does not tell: heavy tails, bursts. Rounds are independent; slices of one are not, when queues are long. */
function grows(rounds: readonly Trial[]): boolean {
  return rounds.length > 1 && shownGrowth(rounds.map(growthOf)) !== undefined
}

/** How often a run has to be as long as its queue takes to forget. */
const relaxations = 5

/**
 * The highest load that a run of so many requests can settle at. In heavy traffic a queue forgets its past within 4 / (1 - load)^2
 * requests (M/M/1: 1 / (1 - sqrt(load))^2 service times; Cohen, "The Single Server Queue", on relaxation times), which is 1,600 at 95 % and
 * 40,000 at 99 %. That all requests queue together is the best case.
 */
export function settledLoad(requests: number): number {
  return 1 - Math.sqrt((4 * relaxations) / requests)
}

function countsOf({ tally }: Trial): Float64Array {
  return tally!.perBackend.map((answered, backend) => answered + tally!.givenUp[backend]!)
}

function growthOf({ tally }: Trial): Growth | undefined {
  const { sliceSumMs, sliceCount } = tally!
  return latencyGrowth({ sumMs: sliceSumMs, count: sliceCount })
}
