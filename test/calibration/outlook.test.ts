import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Noise } from '../../src/calibration/noise.js'
import { outlookOf, type Question } from '../../src/calibration/outlook.js'
import { failShare, passShare } from '../../src/calibration/power.js'

const noise = (sd: number): Noise => ({
  metric: 'p99Ms',
  kind: 'ratio',
  sd,
  low: 0.7 * sd,
  high: 1.8 * sd,
  unpaired: 1.5 * sd,
  n: 10,
})
const question: Question = { margin: 0.1, gates: 3, rounds: [5, 8, 12, 20] }

test('suggests the fewest rounds that do what it says', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 0.15, noNaN: true }), sd => {
      const { rounds } = outlookOf(noise(sd), question).suggestion
      if (rounds === null) return
      const does = (n: number): boolean =>
        passShare({ rounds: n, sd, gates: 3 }, Math.log(1.1)) >= 0.95 &&
        failShare({ rounds: n, sd, gates: 3 }, Math.log(1.2 / 1.1)) >= 0.95
      expect([does(rounds), rounds > 3 && does(rounds - 1)]).toEqual([true, false])
    }),
    { numRuns: 10 },
  )
})

test('more noise: a wider interval, larger regressions, more rounds', () => {
  const [calm, rough] = [outlookOf(noise(0.03), question), outlookOf(noise(0.09), question)]
  for (const [i, row] of calm.rows.entries()) {
    const other = rough.rows[i]!
    expect(other.reach).toBeGreaterThan(row.reach)
    expect(other.smallestSeen).toBeGreaterThan(row.smallestSeen)
    expect(other.smallestMargin).toBeGreaterThan(row.smallestMargin)
  }
  expect(rough.suggestion.rounds!).toBeGreaterThan(calm.suggestion.rounds!)
  expect(rough.suggestion.unpaired).toBe(outlookOf(noise(1.5 * 0.09), question).suggestion.rounds)
  const [low, high] = rough.suggestion.between as [number, number]
  expect(low).toBeLessThan(rough.suggestion.rounds!)
  expect(high).toBeGreaterThan(rough.suggestion.rounds!)
})

test('says so where no number of rounds will do', () => {
  expect(outlookOf(noise(0.6), question).suggestion.rounds).toBeNull()
})
