import type { BackendSpec } from '../../model/backend-spec.js'
import type { Distribution } from '../../model/distribution.js'
import type { Scenario } from '../../scenario/scenario.js'
import { simulated } from '../simulated.js'
import { candidates, configurations } from './configurations.js'
import { fingerprint } from './fingerprint.js'
import type { SelfCheck } from './self-check.js'

/** A power of two moves the exponent of a time and none of its digits. */
const factor = 4

/** All times four times as long: every result is exactly four times as long. */
export function scaling(): SelfCheck {
  const [normal, slow] = [candidates(), candidates(factor)]
  const trials = configurations.flatMap(({ scenario }) =>
    normal.map((strategy, i) => ({ scenario, strategy, slow: slow[i]! })),
  )
  const exact = trials.filter(trial => {
    const plain = simulated({ scenario: trial.scenario, strategy: trial.strategy, seed: 1 })
    const longer = simulated({ scenario: slowed(trial.scenario), strategy: trial.slow, seed: 1 })
    return fingerprint(plain) === fingerprint(longer, factor)
  })
  return {
    claim: `all times ${factor} times as long: every time of the result is exactly ${factor} times as long, every count the same`,
    holds: exact.length === trials.length,
    seen: `${exact.length} of ${trials.length} trials`,
  }
}

function slowed(scenario: Scenario): Scenario {
  const { backends, traffic, run } = scenario
  const { load } = traffic
  return {
    ...scenario,
    backends: backends.map((spec): BackendSpec => ({ ...spec, latency: stretched(spec.latency) })),
    traffic: {
      ...traffic,
      timeoutMs: factor * traffic.timeoutMs,
      load:
        load.kind === 'open'
          ? { ...load, ratePerSecond: load.ratePerSecond / factor }
          : { ...load, think: stretched(load.think) },
    },
    run: { ...run, warmupMs: factor * run.warmupMs, durationMs: factor * run.durationMs },
  }
}

/** Times that are products of a scale can be exact; a lognormal's exp(mu + ln 4) could not, so it stays out of here. */
function stretched(distribution: Distribution): Distribution {
  switch (distribution.kind) {
    case 'exponential':
      return { ...distribution, meanMs: factor * distribution.meanMs }
    case 'gamma':
      return { ...distribution, scaleMs: factor * distribution.scaleMs }
    case 'uniform':
      return { ...distribution, minMs: factor * distribution.minMs, maxMs: factor * distribution.maxMs }
    default:
      throw new Error(`no exact way to scale a ${distribution.kind}`)
  }
}
