import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Distribution,
  describeDistribution,
  gammaFrom,
  lognormalFrom,
  meanMs,
  paretoFrom,
  quantile,
} from '../../src/model/distribution.js'

/** One or more of every family, with the text it has for people. */
const examples: readonly [Distribution, string][] = [
  [{ kind: 'constant', valueMs: 20 }, 'constant 20 ms'],
  [{ kind: 'uniform', minMs: 10, maxMs: 30 }, 'uniform, 10 ms to 30 ms'],
  [{ kind: 'exponential', meanMs: 10 }, 'exponential, mean 10 ms, p99 46.05 ms'],
  [lognormalFrom({ meanMs: 20, p99Ms: 80 }), 'lognormal, mean 20 ms, p99 80 ms'],
  [gammaFrom({ meanMs: 20, cv: 0.5 }), 'gamma, mean 20 ms, p99 50.23 ms'],
  [gammaFrom({ meanMs: 20, cv: 3 }), 'gamma, mean 20 ms, p99 301.2 ms'],
  [paretoFrom({ meanMs: 20, shape: 2.5 }), 'pareto, shape 2.5, mean 20 ms, p99 75.71 ms'],
  [paretoFrom({ meanMs: 20, shape: 1.2, maxMs: 2000 }), 'pareto, shape 1.2, mean 20 ms, p99 208.3 ms'],
  [{ kind: 'bimodal', fastMs: 5, slowMs: 200, slowShare: 0.05 }, 'bimodal, 5 ms and 5 % 200 ms'],
  [
    { kind: 'empirical', quantiles: [0, 0.5, 0.99, 1], valuesMs: [1, 10, 80, 200] },
    'empirical, mean 26.2 ms, p99 80 ms',
  ],
]

const probability = fc.double({ min: 2 ** -54, max: 1 - 2 ** -53, noNaN: true })

describe.each(examples)('%j', (distribution, text) => {
  const at = quantile(distribution)

  it('never falls as the demand rises', () => {
    fc.assert(
      fc.property(probability, probability, (a, b) => {
        // The gamma's iteration may stop a rounding error apart.
        expect(at(Math.min(a, b))).toBeLessThanOrEqual(at(Math.max(a, b)) * (1 + 1e-13))
      }),
      { seed: 1, numRuns: 1000 },
    )
  })

  it('takes a finite time that is not negative, whatever the demand', () => {
    fc.assert(
      fc.property(probability, u => {
        const ms = at(u)
        expect(ms >= 0 && ms < Infinity, `${ms} ms`).toBe(true)
      }),
      { seed: 2, numRuns: 1000 },
    )
  })

  it('has the mean it says', () => {
    expect(integral(at) / meanMs(distribution)).toBeCloseTo(1, 3)
  })

  it('describes itself', () => {
    expect(describeDistribution(distribution)).toBe(text)
  })
})

/** Mean of the quantile function over (0, 1): the midpoint rule after u = 3t^2 - 2t^3, which makes room at both ends. */
function integral(at: (u: number) => number): number {
  const steps = 20_000
  let sum = 0
  for (let i = 0; i < steps; i++) {
    const t = (i + 0.5) / steps
    sum += at(t * t * (3 - 2 * t)) * 6 * t * (1 - t)
  }
  return sum / steps
}
