import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/model/random.js'
import { intervalOf } from '../../src/stats/inference.js'
import { hodgesLehmann, inferDifference, inferRatio } from '../../src/stats/paired.js'
import { confidence } from '../../src/stats/student.js'
import { normal } from '../results/synthetic.js'

type Values = readonly number[]
const pairedRatio = (a: Values, b: Values) => intervalOf(inferRatio(a, b), confidence)
const pairedDifference = (a: Values, b: Values) => intervalOf(inferDifference(a, b), confidence)
const latency = fc.double({ min: 0.1, max: 1e4, noNaN: true })
const pairs = fc.array(fc.tuple(latency, latency), { minLength: 2, maxLength: 12 })
const split = (ps: readonly (readonly [number, number])[]): [number[], number[]] => [
  ps.map(p => p[0]),
  ps.map(p => p[1]),
]
const close = (a: number | null, b: number | null): void => expect(a! / b!).toBeCloseTo(1, 6)

describe('inferRatio', () => {
  test('contains its value, and swapping the sides inverts it', () => {
    fc.assert(
      fc.property(pairs, ps => {
        const [a, b] = split(ps)
        const [ratio, inverse] = [pairedRatio(a, b), pairedRatio(b, a)]
        expect(ratio.low!).toBeLessThanOrEqual(ratio.value)
        expect(ratio.high!).toBeGreaterThanOrEqual(ratio.value)
        close(ratio.value, 1 / inverse.value)
        close(ratio.low, 1 / inverse.high!)
      }),
      { seed: 4 },
    )
  })

  test('what a round does to both sides cancels; the order of rounds does not matter', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(latency, latency, latency), { minLength: 2, maxLength: 12 }), rounds => {
        const [a, b] = split(rounds.map(([x, y]) => [x, y] as const))
        const [slowA, slowB] = split(rounds.map(([x, y, noise]) => [x * noise, y * noise] as const).reverse())
        const [calm, noisy] = [pairedRatio(a, b), pairedRatio(slowA, slowB)]
        close(calm.value, noisy.value)
        close(calm.low, noisy.low)
        close(calm.high, noisy.high)
      }),
      { seed: 5 },
    )
  })

  test('a constant ratio is certain, however much the rounds vary', () => {
    const ratio = pairedRatio([15, 150, 1.5], [10, 100, 1])
    for (const end of [ratio.value, ratio.low, ratio.high]) expect(end).toBeCloseTo(1.5, 9)
  })

  test('one round has no interval', () => {
    expect(pairedRatio([3], [2])).toEqual({ value: expect.closeTo(1.5, 12), low: null, high: null, n: 1 })
  })

  test.each([5, 10])('covers the truth 95 times in 100 with %i rounds', rounds => {
    const random = randomStream(11, `paired coverage ${rounds}`)
    let covered = 0
    for (let i = 0; i < 3_000; i++) {
      const base = Array.from({ length: rounds }, () => 40 * Math.exp(0.3 * normal(random)))
      const { low, high } = pairedRatio(
        base.map(x => x * 1.2 * Math.exp(0.1 * normal(random))),
        base,
      )
      if (low! <= 1.2 && high! >= 1.2) covered++
    }
    // Standard error 0.4 points; four of them.
    expect(Math.abs(covered / 3_000 - 0.95)).toBeLessThan(0.016)
  })
})

test('hodgesLehmann: median of all pairwise means; one wild value of five hardly moves it', () => {
  expect(hodgesLehmann([1, 2, 4])).toBe(2.25)
  expect(hodgesLehmann([1, 1.1, 0.9, 1, 100])).toBeLessThan(1.2)
})

test('inferDifference allows for zeros, and the interval holds the value even where outliers pull the mean away', () => {
  expect(pairedDifference([0, 0, 0], [0, 0, 0])).toEqual({ value: 0, low: 0, high: 0, n: 3 })
  const outliers = [...new Array<number>(29).fill(0), ...new Array<number>(11).fill(1)]
  const { value, low } = pairedDifference(outliers, new Array<number>(40).fill(0))
  expect(low!).toBeLessThanOrEqual(value)
})
