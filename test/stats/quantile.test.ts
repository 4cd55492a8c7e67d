import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { enoughFor, quantile } from '../../src/stats/quantile.js'

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 })
const sorted = (xs: readonly number[]): Float64Array => Float64Array.from(xs).sort()

describe('quantile', () => {
  test('lies between the two ranks around it and never falls as p grows', () => {
    fc.assert(
      fc.property(
        values,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (xs, p, q) => {
          const s = sorted(xs)
          const [low, high] = p < q ? [p, q] : [q, p]
          expect(quantile(s, low)).toBeLessThanOrEqual(quantile(s, high) + 1e-9)
          const rank = (s.length - 1) * p
          expect(quantile(s, p)).toBeGreaterThanOrEqual(s[Math.floor(rank)]! - 1e-9)
          expect(quantile(s, p)).toBeLessThanOrEqual(s[Math.ceil(rank)]! + 1e-9)
        },
      ),
      { seed: 1 },
    )
  })

  test.each([
    // numpy.quantile([1, 2, 3, 4], p), its default method
    [[1, 2, 3, 4], 0.5, 2.5],
    [[1, 2, 3, 4], 0.25, 1.75],
    [[1, 2, 3, 4], 0.9, 3.7],
    [[1, 2, 3, 4], 0, 1],
    [[1, 2, 3, 4], 1, 4],
    [[7], 0.99, 7],
  ])('%j at %d is %d, as numpy has it', (xs, p, expected) => {
    expect(quantile(xs, p)).toBeCloseTo(expected, 12)
  })

  test('of nothing is NaN', () => {
    expect(quantile([], 0.5)).toBeNaN()
  })
})

describe('enoughFor', () => {
  test.each([
    // ten beyond: n * (1 - p) >= 10, whatever double arithmetic makes of 1 - 0.9
    [0.5, 20],
    [0.9, 100],
    [0.99, 1_000],
    [0.999, 10_000],
  ])('p%d needs %i values', (p, n) => {
    expect(enoughFor(p, n)).toBe(true)
    expect(enoughFor(p, n - 1)).toBe(false)
  })
})
