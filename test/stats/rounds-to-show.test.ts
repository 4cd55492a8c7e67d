import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anywhere, detectable, inferMean } from '../../src/stats/inference.js'
import { roundsToShow } from '../../src/stats/rounds-to-show.js'

const few = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 2, maxLength: 9 })

test('of rounds that would show just so much it is their own number', () => {
  fc.assert(
    fc.property(few, xs => {
      const inference = inferMean(xs, 'log', anywhere)
      fc.pre(inference.standardError! > 1e-6)
      const effect = detectable(inference, 0.95)! * 1.000001
      expect(roundsToShow(inference, { effect, level: 0.95, most: 64 })).toBe(xs.length)
    }),
    { seed: 31 },
  )
})

/** Rounds whose differences have a standard deviation of exactly 1. */
const noisy = inferMean([-1, 0, 1], 'log', anywhere)

test('fewer for a large effect, more for a small one and at a higher confidence, Infinity beyond the most', () => {
  const of = (effect: number, level = 0.95) => roundsToShow(noisy, { effect, level, most: 64 })
  // n = ((z + z) / effect)^2 = 7.85 / effect^2 for many rounds, some more for t.
  expect([of(2), of(1), of(0.5)]).toEqual([5, 11, 34])
  expect(of(1, 0.99)).toBe(16)
  expect(of(0.2)).toBe(Infinity)
})

test('a single round tells nothing, rounds that agree need no more', () => {
  const wanted = { effect: 0.2, level: 0.95, most: 64 }
  expect(roundsToShow(inferMean([1], 'log', anywhere), wanted)).toBeNull()
  expect(roundsToShow(inferMean([1, 1], 'log', anywhere), wanted)).toBe(2)
})
