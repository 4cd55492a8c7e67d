import { derivedSeed } from '../../model/random.js'
import { mean } from '../quantity.js'
import { alike, openScenario } from '../queueing-scenario.js'
import { simulated } from '../simulated.js'
import type { SelfCheck } from './self-check.js'

/** What knows more waits less, as is proved for exponential service (Winston 1977, Whitt 1986, Turner 1998). */
const expected = ['ideal', 'lc', 'p2c', 'rr', 'random']

/** Mean time in system, on the same requests for all. Between `p2c` and `rr` theory has no order; at these loads there is one. */
export function order(): SelfCheck {
  const points = [4, 10].flatMap(backends =>
    [1, 2].flatMap(workers => [0.7, 0.9].map(rho => ({ backends, workers, rho }))),
  )
  const ordered = points.filter(({ backends, workers, rho }) => {
    const scenario = openScenario({ backends: alike(backends, { workers }), rho, requests: 10_000, warmupMs: 500 })
    const means = expected.map(strategy =>
      meanOver(3, seed => mean.of(simulated({ scenario, strategy, seed }), scenario)),
    )
    return means.every((value, i) => i === 0 || value >= means[i - 1]! - 1e-9)
  })
  return {
    claim: `mean time in system: ${expected.join(' <= ')}`,
    holds: ordered.length === points.length,
    seen: `${ordered.length} of ${points.length} points (4 and 10 backends, 1 and 2 workers, loads 0.7 and 0.9)`,
  }
}

function meanOver(replications: number, of: (seed: number) => number): number {
  let sum = 0
  for (let k = 0; k < replications; k++) sum += of(derivedSeed(k, 'order'))
  return sum / replications
}
