import { randomStream } from '../../src/model/random.js'
import type { Results } from '../../src/results/results.js'
import { geometricMeanInterval } from '../../src/stats/interval.js'
import { normal, syntheticResults } from './synthetic.js'

export interface NoisyRun {
  /** How long each candidate's p99 is; as many as there are candidates. */
  readonly factors: readonly number[]
  readonly rounds: number
  /** Of a candidate's own noise from round to round, on the log scale. */
  readonly spread?: number
  readonly seed: number
}

/** Results of candidates `c0`, `c1`, ... whose p99 is lognormal around 100 ms times their factor: made from numbers, not from requests. */
export function noisyResults({ factors, rounds, spread = 0.05, seed }: NoisyRun): Results {
  const base = template(factors.length)
  const random = randomStream(seed, 'noisy results')
  const candidates = base.candidates.map((one, i) => {
    const [only] = one.rounds
    const own = Array.from({ length: rounds }, (_, round) => ({
      ...only!,
      round,
      metrics: { ...only!.metrics, p99Ms: 100 * factors[i]! * Math.exp(spread * normal(random)) },
    }))
    const p99Ms = geometricMeanInterval(own.map(({ metrics }) => metrics.p99Ms))
    return { ...one, rounds: own, metrics: { ...one.metrics, p99Ms } }
  })
  return { ...base, rounds: { planned: rounds, done: rounds }, warnings: [], candidates }
}

const templates = new Map<number, Results>()

function template(count: number): Results {
  const made =
    templates.get(count) ??
    syntheticResults(
      Array.from({ length: count }, (_, i) => ({ candidate: `c${i}`, factor: 1, requests: 1000 })),
      1,
    )
  templates.set(count, made)
  return made
}
