import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coefficientOfVariation, jainIndex, maxOverMean, perWeight } from '../../src/stats/fairness.js'

interface Case {
  readonly counts: number[]
  readonly weights: number[]
  readonly jain: number
  readonly weightedJain_on_count_over_weight: number
  readonly cov_population: number
  readonly weightedCov: number
  readonly peakToMean: number
  readonly weightedPeakToMean: number
}
const { cases } = JSON.parse(readFileSync(new URL('data/fairness-metrics.json', import.meta.url), 'utf8')) as {
  cases: Case[]
}

describe('against values computed independently', () => {
  test.each(cases)('$counts by $weights', one => {
    const { counts, weights } = one
    const equal = weights.map(() => 1)
    expect(jainIndex(counts)).toBeCloseTo(one.jain, 9)
    expect(jainIndex(perWeight(counts, weights))).toBeCloseTo(one.weightedJain_on_count_over_weight, 9)
    expect(coefficientOfVariation(counts)).toBeCloseTo(one.cov_population, 9)
    expect(coefficientOfVariation(perWeight(counts, weights))).toBeCloseTo(one.weightedCov, 9)
    expect(maxOverMean(counts, equal)).toBeCloseTo(one.peakToMean, 9)
    expect(maxOverMean(counts, weights)).toBeCloseTo(one.weightedPeakToMean, 9)
  })
})

const counts = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 20 })

test('Jain’s index lies in [1/n, 1] and is 1 / (1 + CoV^2)', () => {
  fc.assert(
    fc.property(counts, xs => {
      const jain = jainIndex(xs)
      expect(jain).toBeGreaterThanOrEqual(1 / xs.length - 1e-12)
      expect(jain).toBeLessThanOrEqual(1 + 1e-12)
      if (xs.some(x => x > 0)) expect(jain).toBeCloseTo(1 / (1 + coefficientOfVariation(xs) ** 2), 9)
    }),
    { seed: 7 },
  )
})

test('load that follows the weights exactly is fair by every measure', () => {
  const fleet = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(fleet, fc.integer({ min: 1, max: 1000 }), (weights, k) => {
      const load = weights.map(weight => weight * k)
      expect(jainIndex(perWeight(load, weights))).toBeCloseTo(1, 9)
      expect(maxOverMean(load, weights)).toBeCloseTo(1, 9)
    }),
    { seed: 8 },
  )
})
