import fc from 'fast-check'
import jstat from 'jstat'
import { describe, expect, test } from 'vitest'
import { randomStream } from '../../src/model/random.js'
import { anywhere, detectable, type Inference, inferMean, intervalOf, pBeyond } from '../../src/stats/inference.js'
import { inferRatio } from '../../src/stats/paired.js'
import { normal } from '../results/synthetic.js'

const values = fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 12 })
const limit = fc.double({ min: -100, max: 100, noNaN: true })
const level = fc.double({ min: 0.5, max: 0.9999, noNaN: true })
const of = (xs: readonly number[]): Inference => inferMean(xs, 'linear', anywhere)

describe('p-values', () => {
  test('agree with a t-test done by hand', () => {
    const inference = of([5.1, 4.9, 6.2, 5.6, 5.0])
    const t = (inference.middle - 5) / inference.standardError!
    expect(pBeyond(inference, 'above', 5)).toBeCloseTo(1 - jstat.studentt.cdf(t, 4), 8)
    expect(pBeyond(inference, 'below', 5)).toBeCloseTo(jstat.studentt.cdf(t, 4), 8)
  })

  test('and intervals are two views of one thing: a limit outside of it has a small p, one inside has not', () => {
    fc.assert(
      fc.property(values, limit, level, (xs, at, confidence) => {
        const inference = of(xs)
        fc.pre(inference.standardError! > 1e-9)
        const { low, high } = intervalOf(inference, confidence)
        const p = Math.min(pBeyond(inference, 'above', at)!, pBeyond(inference, 'below', at)!)
        const edge = (1 - confidence) / 2
        if (Math.abs(p - edge) > 1e-9) expect(at < low! || at > high!).toBe(p < edge)
      }),
      { seed: 21 },
    )
  })

  test('of the two sides add up to 1, and rise with the limit', () => {
    fc.assert(
      fc.property(values, limit, fc.double({ min: 0, max: 10, noNaN: true }), (xs, at, more) => {
        const inference = of(xs)
        fc.pre(inference.standardError! > 1e-9)
        expect(pBeyond(inference, 'above', at)! + pBeyond(inference, 'below', at)!).toBeCloseTo(1, 9)
        expect(pBeyond(inference, 'above', at + more)!).toBeGreaterThanOrEqual(pBeyond(inference, 'above', at)! - 1e-12)
      }),
      { seed: 22 },
    )
  })

  test('rounds that agree are certain of what they show, and of nothing at the limit itself', () => {
    const agreed = of([3, 3, 3])
    expect([pBeyond(agreed, 'above', 2), pBeyond(agreed, 'below', 2)]).toEqual([0, 1])
    expect([pBeyond(agreed, 'above', 3), pBeyond(agreed, 'below', 3)]).toEqual([1, 1])
  })

  test('a single round has none', () => {
    expect(pBeyond(of([3]), 'above', 2)).toBeNull()
    expect(detectable(of([3]), 0.95)).toBeNull()
  })

  test.each([3, 5, 10])('of nothing but noise are below 0.01 once in a hundred times, with %i rounds', rounds => {
    const random = randomStream(5, `false alarms ${rounds}`)
    const trials = 20_000
    let alarms = 0
    for (let i = 0; i < trials; i++) {
      const noise = (): number[] => Array.from({ length: rounds }, () => Math.exp(0.1 * normal(random)))
      if (pBeyond(inferRatio(noise(), noise()), 'above', 1)! <= 0.01) alarms++
    }
    // Standard error 0.07 points; four of them.
    expect(Math.abs(alarms / trials - 0.01)).toBeLessThan(0.0028)
  })
})

test('what is called detectable is detected eight times in ten', () => {
  const [rounds, sigma] = [8, 0.1]
  const random = randomStream(9, 'power')
  const trials = 4_000
  // At the true error, not the estimated one: the claim is about rounds as noisy as these.
  const exact = { ...of([0, 1]), standardError: sigma / Math.sqrt(rounds), degreesOfFreedom: rounds - 1 }
  const effect = detectable(exact, 0.95)!
  let found = 0
  for (let i = 0; i < trials; i++) {
    const { low } = intervalOf(of(Array.from({ length: rounds }, () => effect + sigma * normal(random))), 0.95)
    if (low! > 0) found++
  }
  expect(found / trials).toBeGreaterThan(0.76)
  expect(found / trials).toBeLessThan(0.86)
})
