import type { Candidate } from '../../bench/candidate.js'
import { scenarioFor } from '../../bench/candidate-sticky.js'
import type { TrialPlan } from '../../bench/engine.js'
import type { Trial } from '../../bench/trial.js'
import { LbbenchError } from '../../errors.js'
import { derivedSeed } from '../../model/random.js'
import { drawWorkload } from '../../model/workload.js'
import type { Scenario } from '../../scenario/scenario.js'
import { createVirtualEngine } from '../../virtual/virtual-engine.js'

export interface LabOptions {
  readonly rounds: number
  /** Trials at a time. */
  readonly jobs: number
  readonly signal: AbortSignal
  /** A trial of so many requests has ended. */
  readonly ended: (requests: number) => void
}

type InRound = (scenario: Scenario, round: number) => Scenario

/** Where candidates are tried in virtual time, several trials at once. */
export interface Lab {
  /**
   * All rounds of a candidate on a scenario; round k meets the same requests whoever runs and at whatever rate.
   * @throws LbbenchError INTERRUPTED, with how much is lost
   * @param inRound what a round, from 0, makes of the scenario; nothing where it is left out
   */
  run(candidate: Candidate, scenario: Scenario, inRound?: InRound): Promise<Trial[]>
  close(): Promise<void>
}

/** `close` it. */
export function openLab({ rounds, jobs, signal, ended }: LabOptions): Lab {
  const engine = createVirtualEngine({ threads: jobs })
  let done = 0
  const runOne = async (plan: TrialPlan): Promise<Trial> => {
    const trial = await engine.run(plan, signal).catch((error: unknown) => {
      throw signal.aborted ? interrupted(done) : error
    })
    done++
    ended(trial.tally!.requests)
    return trial
  }
  return {
    run(candidate, scenario, inRound = same => same) {
      const plans = Array.from({ length: rounds }, (_, round) => planOf(candidate, inRound(scenario, round), round))
      return Promise.all(plans.map(runOne))
    },
    close: () => engine.close(),
  }
}

/** Half a curve, or half a search, answers nothing: that it is lost has to be said, for a comparison keeps what it has. */
function interrupted(done: number): LbbenchError {
  const message = `stopped by the user after ${done} ${done === 1 ? 'trial' : 'trials'}, of which nothing is reported`
  return new LbbenchError('INTERRUPTED', message, 'it has no answer before its end, which fewer --rounds bring nearer')
}

function planOf(candidate: Candidate, scenario: Scenario, round: number): TrialPlan {
  const { traffic, run } = scenario
  const seed = derivedSeed(run.seed, `round ${round}`)
  const workload: TrialPlan['workload'] = () => drawWorkload({ ...run, traffic, seed })
  return {
    role: 'candidate',
    scenario: scenarioFor(scenario, candidate),
    candidate,
    round,
    position: 0,
    attempt: 1,
    seed,
    workload,
  }
}
