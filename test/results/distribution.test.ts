import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distributionOf } from '../../src/results/distribution.js'
import { percentile, sampleOf } from '../../src/results/latency.js'
import { quantile } from '../../src/stats/quantile.js'

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort()
const round = fc.array(fc.double({ min: 0.1, max: 5000, noNaN: true }), { minLength: 10, maxLength: 300 })

describe('the distribution of a candidate', () => {
  test('never falls, lies between its rounds, and goes as far as every round can tell', () => {
    fc.assert(
      fc.property(fc.array(round, { minLength: 1, maxLength: 4 }), rounds => {
        const { n, share, ms, low, high } = distributionOf(rounds.map(one => sampleOf(sorted(one))))!
        expect(n).toBe(rounds.flat().length)
        const fewest = Math.min(...rounds.map(({ length }) => length))
        expect(fewest * (1 - share.at(-1)!)).toBeGreaterThanOrEqual(10 - 1e-6)
        for (const [i, level] of share.entries()) {
          const each = rounds.map(one => quantile(sorted(one), level))
          expect(low[i]! / Math.min(...each)).toBeCloseTo(1, 3)
          expect(high[i]! / Math.max(...each)).toBeCloseTo(1, 3)
          expect(ms[i]!).toBeGreaterThanOrEqual(low[i]!)
          expect(ms[i]!).toBeLessThanOrEqual(high[i]!)
          if (i > 0) expect(ms[i]!).toBeGreaterThanOrEqual(ms[i - 1]!)
        }
      }),
      { seed: 1, numRuns: 60 },
    )
  })

  test('says at 0.5, 0.9, 0.99 and 0.999 what the tables say', () => {
    const sample = sampleOf(sorted(Array.from({ length: 20_000 }, (_, i) => 1 + i ** 1.5)))
    const { share, ms } = distributionOf([sample, sample])!
    for (const p of [0.5, 0.9, 0.99, 0.999]) {
      const i = share.indexOf(p)
      expect(i).toBeGreaterThan(0)
      expect(ms[i]! / percentile(sample, p)!).toBeCloseTo(1, 3)
    }
  })

  test('is not there without rounds, or of so few requests that nothing lies beyond', () => {
    expect(distributionOf([])).toBeNull()
    expect(distributionOf([sampleOf(sorted([1, 2, 3]))])).toBeNull()
  })
})
