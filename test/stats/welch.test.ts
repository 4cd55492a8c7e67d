import fc from 'fast-check'
import { expect, test } from 'vitest'
import { intervalOf } from '../../src/stats/inference.js'
import { confidence, tReach } from '../../src/stats/student.js'
import * as welch from '../../src/stats/welch.js'

type Values = readonly number[]
const welchDifference = (a: Values, b: Values) => intervalOf(welch.welchDifference(a, b), confidence)
const welchRatio = (a: Values, b: Values) => intervalOf(welch.welchRatio(a, b), confidence)

test('with equal sizes and variances it is the pooled t-interval with 2 (n - 1) degrees of freedom', () => {
  const { value, low, high, n } = welchDifference([4, 5, 6], [1, 2, 3])
  expect(value).toBe(3)
  const reach = tReach(4) * Math.sqrt(1 / 3 + 1 / 3)
  expect(low).toBeCloseTo(3 - reach, 9)
  expect(high).toBeCloseTo(3 + reach, 9)
  expect(n).toBe(3)
})

test('with one side constant it has the other side’s degrees of freedom', () => {
  const { high } = welchDifference([1, 2, 3], [0, 0, 0])
  expect(high).toBeCloseTo(2 + tReach(2) / Math.sqrt(3), 9)
})

test('one value on either side has no interval; two constants are certain', () => {
  expect(welchDifference([1], [2, 3])).toEqual({ value: -1.5, low: null, high: null, n: 1 })
  expect(welchDifference([2, 2], [1, 1])).toEqual({ value: 1, low: 1, high: 1, n: 2 })
})

test('a ratio does not depend on the unit, and swapping the sides inverts it', () => {
  const sample = fc.array(fc.double({ min: 0.1, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 8 })
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      const ratio = welchRatio(a, b)
      const inSeconds = welchRatio(
        a.map(x => x / 1000),
        b.map(x => x / 1000),
      )
      expect(inSeconds.value / ratio.value).toBeCloseTo(1, 6)
      expect(inSeconds.low! / ratio.low!).toBeCloseTo(1, 4)
      expect(welchRatio(b, a).high! * ratio.low!).toBeCloseTo(1, 4)
    }),
    { seed: 6 },
  )
})
