import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CoarseHistogram } from '../../src/stats/coarse-histogram.js'

/** Evenly over the octaves that are told apart; the first bucket begins at 0. */
const value = fc.double({ min: Math.log(2 ** -9), max: Math.log(2 ** 26) - 1e-9, noNaN: true }).map(Math.exp)
const values = fc.array(value, { minLength: 1, maxLength: 60 })

test('a quantile is that of the sorted values at the rank below, within half a bucket', () => {
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (all, p) => {
      const histogram = new CoarseHistogram()
      for (const one of all) histogram.record(one)
      const truth = Float64Array.from(all).sort()[Math.floor((all.length - 1) * p)]!
      expect(Math.abs(histogram.quantile(p) / truth - 1)).toBeLessThanOrEqual(1 / 64 + 1e-9)
    }),
    { seed: 1, numRuns: 200 },
  )
})

test('what lies outside counts in the first or the last bucket', () => {
  const histogram = new CoarseHistogram()
  for (const one of [0, 1e-6, 1e12]) histogram.record(one)
  expect(histogram.count).toBe(3)
  expect(histogram.quantile(0)).toBeLessThan(2 ** -9)
  expect(histogram.quantile(1)).toBeGreaterThan(2 ** 25)
})

test('of no values there is none', () => expect(new CoarseHistogram().quantile(0.5)).toBeNaN())
