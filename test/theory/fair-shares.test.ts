import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomStream } from '../../src/model/random.js'
import { coefficientOfVariation, jainIndex } from '../../src/stats/fairness.js'
import { randomUnfairness, roundRobinJain } from '../../src/theory/fair-shares.js'
import oracles from './data/oracles.json' with { type: 'json' }

describe('shares by chance', () => {
  it.each(oracles.jain_multinomial.rows)('$R requests over $N backends have the Jain index of the table', row => {
    const approximate = 1 / (1 + randomUnfairness({ backends: row.N, requests: row.R }))
    expect(approximate).toBeCloseTo(row.approx_R_over_R_plus_N_minus_1, 7)
  })

  it('have the mean CoV^2 that drawing them shows', () => {
    const random = randomStream(1, 'shares')
    const drawn = Array.from({ length: 4000 }, () => {
      const counts = new Array<number>(5).fill(0)
      for (let i = 0; i < 60; i++) counts[random.below(5)]!++
      return coefficientOfVariation(counts) ** 2
    })
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length
    const expected = randomUnfairness({ backends: 5, requests: 60 })
    // Pearson's statistic is near chi-squared of 4 degrees of freedom: standard deviation sqrt(8) on a mean of 4.
    expect(Math.abs(mean / expected - 1)).toBeLessThan((4 * Math.sqrt(8)) / 4 / Math.sqrt(drawn.length))
  })
})

describe('shares in turn', () => {
  it('have the Jain index of their counts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 500 }), (backends, requests) => {
        const counts = new Array<number>(backends).fill(0)
        for (let i = 0; i < requests; i++) counts[i % backends]!++
        expect(roundRobinJain({ backends, requests })).toBeCloseTo(jainIndex(counts), 12)
      }),
      { seed: 1 },
    )
  })
})
