import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomStream } from '../../src/model/random.js'
import { holm } from '../../src/stats/holm.js'

test('agrees with p.adjust(p, "holm") of R 4.3', () => {
  const adjusted = holm([0.01, 0.02, 0.03, 0.04, 0.005])
  for (const [i, p] of [0.04, 0.06, 0.06, 0.06, 0.025].entries()) expect(adjusted[i]).toBeCloseTo(p, 12)
  expect(holm([0.5, 0.9])).toEqual([1, 1])
  expect(holm([])).toEqual([])
})

test('keeps the order of the p-values, never makes one smaller, and is at most Bonferroni', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }), ps => {
      const adjusted = holm(ps)
      for (const [i, p] of ps.entries()) {
        expect(adjusted[i]!).toBeGreaterThanOrEqual(p)
        expect(adjusted[i]!).toBeLessThanOrEqual(Math.min(1, ps.length * p) + 1e-12)
        for (const [j, q] of ps.entries()) if (p < q) expect(adjusted[i]!).toBeLessThanOrEqual(adjusted[j]!)
      }
    }),
    { seed: 1 },
  )
})

test('among many true nulls, any is rejected at 5 % once in twenty times', () => {
  const random = randomStream(3, 'holm')
  const trials = 20_000
  let wrong = 0
  for (let i = 0; i < trials; i++)
    if (holm(Array.from({ length: 12 }, () => random.next())).some(p => p <= 0.05)) wrong++
  // 1 - (1 - 0.05 / 12)^12 = 4.88 %; standard error 0.15 points.
  expect(Math.abs(wrong / trials - 0.0488)).toBeLessThan(0.007)
})
