import { parseCandidates } from '../../../src/bench/candidate.js'
import { planRun } from '../../../src/bench/plan.js'
import { FleetCounts } from '../../../src/live/backends/fleet-counts.js'
import { fleetFamilies } from '../../../src/live/backends/fleet-families.js'
import { balancerFamilies } from '../../../src/live/engines/embedded/balancer-families.js'
import { RequestCounts } from '../../../src/live/engines/embedded/request-counts.js'
import { LoadCounts } from '../../../src/live/load/load-counts.js'
import { loadFamilies } from '../../../src/live/load/load-families.js'
import type { Family } from '../../../src/live/metrics/family.js'
import { processFamilies } from '../../../src/live/metrics/process-families.js'
import { runFamilies } from '../../../src/live/metrics/run-families.js'
import { RunProgress } from '../../../src/live/metrics/run-progress.js'
import { noStats } from '../../../src/model/balancer-stats.js'
import { tinyScenario } from '../../process/tiny-scenario.js'

/** Every metric there is, by who tells it. Nothing has been counted. */
export function everyFamily(): Readonly<Record<'run' | 'generator' | 'balancer' | 'backends' | 'process', Family[]>> {
  const plan = planRun(tinyScenario(), parseCandidates('rr', ['embedded']))
  const stats = { requests: 0, refused: 0, clientsGone: 0, clientsTimedOut: 0, staleRetries: 0, cutAnswers: 0 }
  const none = (): number => 0
  return {
    run: runFamilies(plan, '0', new RunProgress(plan)),
    generator: loadFamilies({ counts: new LoadCounts(), openSockets: none }),
    balancer: balancerFamilies({
      backends: [],
      counts: new RequestCounts(0),
      plane: { stats, underWay: () => ({ requests: 0, held: 0 }), upstreams: () => ({ idle: [], opened: [] }) },
      balancer: () => ({ stats: noStats(), inFlight: none, healthy: () => true }),
      now: none,
    }),
    backends: fleetFamilies({
      backends: [],
      counts: new FleetCounts(0),
      up: () => true,
      waiting: none,
      knocking: none,
      present: none,
    }),
    process: processFamilies(),
  }
}

/** Names of the samples of a family: a histogram has three. */
export function sampleNames({ name, type }: Family): string[] {
  return type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]
}
