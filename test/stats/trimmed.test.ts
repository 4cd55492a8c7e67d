import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomStream } from '../../src/model/random.js'
import { anywhere, inferMean, intervalOf, pBeyond } from '../../src/stats/inference.js'
import { inferTrimmed } from '../../src/stats/trimmed.js'
import { normal } from '../results/synthetic.js'

const trimmed = (values: readonly number[]) => inferTrimmed(values, 'linear', anywhere, 0)

test('below ten values it is the plain t', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 9 }), values => {
      expect(trimmed(values)).toEqual(inferMean(values, 'linear', anywhere, 0))
    }),
    { seed: 1 },
  )
})

test('by hand: ten values, one trimmed at either end', () => {
  const { middle, standardError, degreesOfFreedom, n } = trimmed([1, 2, 3, 4, 5, 6, 7, 8, 9, 100])
  expect(middle).toBe(5.5)
  // winsorised 2 2 3 4 5 6 7 8 9 9: mean 5.5, sum of squares 66.5; 8 kept
  expect(standardError).toBeCloseTo(Math.sqrt(66.5 / (8 * 7)), 12)
  expect([degreesOfFreedom, n]).toEqual([7, 10])
})

test('one wild value of twelve hardly widens it; the plain t it does', () => {
  const calm = [-2, -1.5, -1, -0.5, 0, 0.2, 0.4, 0.6, 0.9, 1.2, 1.6, 1.9]
  const wild = [...calm.slice(0, -1), 40]
  expect(trimmed(wild).standardError! / trimmed(calm).standardError!).toBeLessThan(1.1)
  expect(
    inferMean(wild, 'linear', anywhere).standardError! / inferMean(calm, 'linear', anywhere).standardError!,
  ).toBeGreaterThan(5)
})

test.each([10, 12, 16, 20])(
  'covers the truth 95 times in 100 with %i rounds, and alarms at 1 % once in a hundred',
  rounds => {
    const random = randomStream(17, `trimmed ${rounds}`)
    const trials = 10_000
    let [covered, alarms] = [0, 0]
    for (let i = 0; i < trials; i++) {
      const inference = trimmed(Array.from({ length: rounds }, () => normal(random)))
      const { low, high } = intervalOf({ ...inference, value: inference.middle }, 0.95)
      if (low! <= 0 && high! >= 0) covered++
      if (pBeyond(inference, 'above', 0)! <= 0.01) alarms++
    }
    // Standard errors 0.22 and 0.1 points; the trimmed t is approximate.
    expect(Math.abs(covered / trials - 0.95)).toBeLessThan(0.01)
    expect(Math.abs(alarms / trials - 0.01)).toBeLessThan(0.004)
  },
)
