import { fileURLToPath } from 'node:url'
import { parseCandidates } from '../../src/bench/candidate.js'
import type { TrialPlan } from '../../src/bench/engine.js'
import { engineNames } from '../../src/bench/engine-names.js'
import { drawWorkload } from '../../src/model/workload.js'
import { readScenario } from '../../src/scenario/reader.js'
import type { Scenario } from '../../src/scenario/scenario.js'

export const packageRoot = fileURLToPath(new URL('../..', import.meta.url))

/** The shipped `steady`, made short; parts may be replaced. */
export function tinyScenario(change: (scenario: Scenario) => Partial<Scenario> = () => ({})): Scenario {
  const { scenario } = readScenario('steady', { shippedDir: `${packageRoot}/scenarios` })
  const tiny = { ...scenario, run: { ...scenario.run, durationMs: 500, warmupMs: 100, rounds: 1 } }
  return { ...tiny, ...change(tiny) }
}

export function planFor(scenario: Scenario, candidate: string, seed = 1): TrialPlan {
  const { warmupMs, durationMs } = scenario.run
  const workload = drawWorkload({ traffic: scenario.traffic, warmupMs, durationMs, seed })
  return {
    role: 'candidate',
    scenario,
    candidate: parseCandidates(candidate, engineNames)[0]!,
    round: 0,
    position: 0,
    attempt: 1,
    seed,
    workload: () => workload,
  }
}
