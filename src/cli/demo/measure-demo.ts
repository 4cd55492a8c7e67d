import { parseCandidates } from '../../bench/candidate.js'
import { planRun } from '../../bench/plan.js'
import { runTrials } from '../../bench/run-trials.js'
import type { Trial } from '../../bench/trial.js'
import { collate } from '../../results/collate.js'
import type { Results } from '../../results/results.js'
import { summariseScenario } from '../../results/scenario-summary.js'
import { readScenario } from '../../scenario/reader.js'
import { createVirtualEngine } from '../../virtual/virtual-engine.js'
import { environmentOf } from '../compare/environment.js'
import type { Io } from '../io.js'

/**
 * What is shown: a backend that is ill and passes every check, as no two of these families take it. Rotation and hash go on sending
 * it a quarter, those that look at requests in flight do not.
 */
const scenarioName = 'gray'
const strategies = 'rr,lc,iphash,p2c'
/** Fewer than the scenario's: enough for differences of this size, and over in less than three seconds on two cores. */
const rounds = '4'

/** The command that does the same, and says more. */
const demoCommandLine = `lbbench compare ${scenarioName} --strategies ${strategies} --engine virtual --rounds ${rounds}`

/** Runs all of it in virtual time, and collates once, at the end: it is over before anybody would read what there is so far. */
export async function measureDemo(io: Io): Promise<Results> {
  const { scenario } = readScenario(scenarioName, { cwd: io.cwd, overrides: { rounds } })
  const candidates = parseCandidates(strategies, ['virtual'])
  const plan = planRun(scenario, candidates)
  const virtual = createVirtualEngine({ windows: true })
  const trials: Trial[] = []
  try {
    const options = {
      plan,
      engines: [virtual],
      shadows: { twins: false, ideal: true },
      ...nothingLive,
      signal: io.signal,
    }
    for await (const trial of runTrials(options)) trials.push(trial)
  } finally {
    await virtual.close()
  }
  return collate(trials, {
    scenario: summariseScenario(scenario),
    environment: environmentOf(demoCommandLine, io.now()),
    candidates,
    refused: [],
    plannedRounds: scenario.run.rounds,
    stopped: [],
  })
}

const nothingLive = {
  rejection: () => undefined,
  beforeRepeat: async () => {},
  starting() {},
  stopped() {},
}
