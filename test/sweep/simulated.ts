import type { Trial } from '../../src/bench/trial.js'
import { derivedSeed } from '../../src/model/random.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { toScenario } from '../../src/scenario/to-scenario.js'
import { findStrategy } from '../../src/strategies/index.js'
import { parseOptions } from '../../src/strategies/options.js'
import { runJob } from '../../src/virtual/run-job.js'

/** A scenario as a person would write it. */
export function scenarioOf(document: object): Scenario {
  const outcome = toScenario(document, { name: 'test', read: () => '' })
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems))
  return outcome.scenario
}

/** So many backends of one worker, exponential service of 10 ms on average, patient clients. */
export function mm1(load: number, { count = 1, timeout = '1000s' } = {}): Scenario {
  return scenarioOf({
    backends: { count, latency: { exponential: { mean: '10ms' } }, workers: 1, backlog: 65_535 },
    traffic: { load: `${load * 100}%`, clients: 1000, timeout },
    balancer: { readTimeout: '1000s' },
  })
}

/** Rounds of a strategy in virtual time, in this thread. */
export function simulated(scenario: Scenario, strategy = 'rr', rounds = 3): Trial[] {
  return Array.from({ length: rounds }, (_, round) => {
    const seed = derivedSeed(scenario.run.seed, `round ${round}`)
    const options = strategy === 'ideal' ? {} : parseOptions(findStrategy(strategy), '')
    const { tally } = runJob({ scenario, strategy, options, seed })
    return {
      ...{ role: 'candidate', candidate: strategy, round, position: 0, attempt: 1, seed, tally },
      backends: scenario.backends.map(({ name }) => name),
      weights: scenario.backends.map(({ weight }) => weight),
      durationMs: scenario.run.durationMs,
      record: undefined,
      health: undefined,
    }
  })
}
