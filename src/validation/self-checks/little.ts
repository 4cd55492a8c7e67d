import { derivedSeed } from '../../model/random.js'
import type { EndedRequest, Observer } from '../../virtual/observer.js'
import { judge, z95, zLimit } from '../judge.js'
import { alike, openScenario } from '../queueing-scenario.js'
import { simulated } from '../simulated.js'
import { candidates } from './configurations.js'
import type { SelfCheck } from './self-check.js'

/**
 * Little's law, L = lambda T, where L is not computed from the same latencies: Poisson arrivals see time averages (Wolff 1982),
 * so an arrival finds L requests in the system on average. Both sides are of the same trials; their difference must vanish.
 */
export function little(): SelfCheck {
  const backends = alike(4, { workers: 2, latency: { kind: 'uniform', minMs: 0, maxMs: 2 } })
  const scenario = openScenario({ backends, rho: 0.8, requests: 10_000, warmupMs: 500 })
  const scores = steady().map(strategy => {
    const gaps = Array.from({ length: 10 }, (_, k) => {
      const crowd = new Crowd()
      const { latency, requests } = simulated({
        scenario,
        strategy,
        seed: derivedSeed(k, `little ${strategy}`),
        observers: [crowd],
      })
      const perMs = requests / scenario.run.durationMs
      return crowd.foundByArrivals() / ((perMs * latency.sum) / latency.count)
    })
    return judge(1, gaps).z
  })
  const worst = Math.max(...scores.map(Math.abs))
  return {
    claim: "Little's law: what Poisson arrivals find in the system is the arrival rate times the mean time in system",
    holds: worst <= zLimit,
    seen: `${scores.filter(z => Math.abs(z) <= z95).length} of ${scores.length} candidates within 95 %, worst z ${worst.toFixed(2)}`,
  }
}

/** Without those that send one backend more than it can do: all to the first, or hashes that mix nothing. */
function steady(): string[] {
  return candidates().filter(strategy => strategy !== 'first' && strategy !== 'source')
}

/** Keeps when requests came and went. */
class Crowd implements Observer {
  readonly #dueMs: number[] = []
  readonly #doneMs: number[] = []

  ended({ dueMs, doneMs }: EndedRequest): void {
    this.#dueMs.push(dueMs)
    this.#doneMs.push(doneMs)
  }

  /** How many a measured request found there on average, itself not counted. */
  foundByArrivals(): number {
    const came = Float64Array.from(this.#dueMs).sort()
    const went = Float64Array.from(this.#doneMs).sort()
    let [gone, found, measured] = [0, 0, 0]
    for (let before = 0; before < came.length; before++) {
      while (went[gone]! < came[before]!) gone++
      if (came[before]! < 0) continue
      measured++
      found += before - gone
    }
    return found / measured
  }
}
