import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/model/random.js'
import { intervalOf } from '../../src/stats/inference.js'
import { geometricMeanInterval, inferShare, meanInterval } from '../../src/stats/interval.js'
import { confidence } from '../../src/stats/student.js'
import { normal } from '../results/synthetic.js'

const positive = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 })

describe.each([
  ['meanInterval', meanInterval],
  ['geometricMeanInterval', geometricMeanInterval],
] as const)('%s', (_, interval) => {
  test('contains its value, which lies within the data; one value has no interval', () => {
    fc.assert(
      fc.property(positive, xs => {
        const { value, low, high, n } = interval(xs)
        expect(n).toBe(xs.length)
        expect(value).toBeGreaterThanOrEqual(Math.min(...xs) * (1 - 1e-9))
        expect(value).toBeLessThanOrEqual(Math.max(...xs) * (1 + 1e-9))
        if (n === 1) {
          expect([low, high]).toEqual([null, null])
          return
        }
        expect(low!).toBeLessThanOrEqual(value * (1 + 1e-9))
        expect(high!).toBeGreaterThanOrEqual(value * (1 - 1e-9))
      }),
      { seed: 2 },
    )
  })

  test('does not care for the order, and grows with the unit', () => {
    fc.assert(
      fc.property(positive, fc.double({ min: 0.01, max: 100, noNaN: true }), (xs, unit) => {
        const [a, b] = [interval(xs), interval([...xs].reverse().map(x => x * unit))]
        expect(b.value / unit).toBeCloseTo(a.value, 4)
      }),
      { seed: 3 },
    )
  })
})

test.each([3, 5, 10])('the interval over %i rounds covers the truth 95 times in 100', rounds => {
  const random = randomStream(7, `coverage ${rounds}`)
  const trials = 4_000
  let covered = 0
  for (let i = 0; i < trials; i++) {
    const { low, high } = geometricMeanInterval(
      Array.from({ length: rounds }, () => 50 * Math.exp(0.2 * normal(random))),
    )
    if (low! <= 50 && high! >= 50) covered++
  }
  // Standard error of a share of 4,000 at 95 %: 0.34 points; four of them.
  expect(Math.abs(covered / trials - 0.95)).toBeLessThan(0.014)
})

test('an interval never leaves what the quantity can be', () => {
  expect(meanInterval([0.99, 1, 0.8], { min: 0, max: 1 }).high).toBe(1)
  expect(meanInterval([0, 0, 0.1], { min: 0, max: 1 }).low).toBe(0)
})

test('a latency of zero has no logarithm: the interval is linear and not negative', () => {
  const { value, low } = geometricMeanInterval([0, 1, 5])
  expect(value).toBe(2)
  expect(low).toBe(0)
})

describe('inferShare', () => {
  const shareInterval = (shares: number[], total: number) => intervalOf(inferShare(shares, total), confidence)

  test('no error in 3,000 requests still allows for 0.1 % (rule of three)', () => {
    expect(shareInterval([0, 0, 0], 3_000)).toEqual({ value: 0, low: 0, high: expect.closeTo(0.001, 5), n: 3 })
    expect(shareInterval([1, 1, 1], 3_000)).toEqual({ value: 1, low: expect.closeTo(0.999, 5), high: 1, n: 3 })
  })

  test('more confidence allows for more', () => {
    expect(intervalOf(inferShare([0, 0, 0], 3_000), 0.99).high).toBeCloseTo(-Math.log(0.01) / 3_000, 9)
  })

  test('else it is the t-interval in [0, 1]; one round has none', () => {
    expect(shareInterval([0.1, 0.2], 100)).toMatchObject({ low: 0, high: expect.closeTo(0.785, 3) })
    expect(shareInterval([0], 1_000)).toEqual({ value: 0, low: null, high: null, n: 1 })
  })
})
