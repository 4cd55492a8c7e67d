import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { chanceOfAtLeast } from '../../src/stats/beta-binomial.js'

const seen = (bad: number, requests: number, clump = 1) => ({ bad, requests, clump })

test.each([
  // None bad among n: beta-binomial with alpha 1, beta n. One more request is bad with probability 1 / (n + 1).
  [1, 1, seen(0, 9), 1 / 10],
  // As many again, all of them bad: n! n! / (2n)!: the second sample lies wholly beyond the first.
  [4, 4, seen(0, 4), (24 * 24) / 40320],
  // alpha 2, beta 1, of one request: 2 / 3.
  [1, 1, seen(1, 2), 2 / 3],
  // Whatever is asked of none, or was bad always, is no surprise.
  [0, 10, seen(0, 100), 1],
  [10, 10, seen(100, 100), 1],
])('%d of %d after %o has chance %d', (bad, requests, before, chance) => {
  expect(chanceOfAtLeast(bad, requests, before)).toBeCloseTo(chance, 12)
})

/** log of n!, added up. */
const logFactorial = (n: number): number =>
  Array.from({ length: n }, (_, i) => Math.log(i + 1)).reduce((a, b) => a + b, 0)

it('is the law of exceedances: of n + m values in random order, j of the m lie beyond the n - b lowest of the n', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), fc.nat(), fc.nat(), (n, m, b, k) => {
      const [bad, least] = [b % n, k % (m + 1)]
      const ways = (top: number, of: number): number => logFactorial(top) - logFactorial(of) - logFactorial(top - of)
      // The (n - bad)-th of the n stands with m - j of the m below it.
      const chances = Array.from({ length: m - least + 1 }, (_, i) => {
        const below = m - least - i
        return Math.exp(ways(n - bad - 1 + below, below) + ways(bad + m - below, bad) - ways(n + m, m))
      })
      const exact = chances.reduce((sum, chance) => sum + chance, 0)
      expect(chanceOfAtLeast(least, m, seen(bad, n))).toBeCloseTo(least === 0 ? 1 : exact, 9)
    }),
  )
})

it('falls with what is bad, rises with what was, and with how much goes as one', () => {
  const counts = fc.record({
    requests: fc.integer({ min: 2, max: 5000 }),
    n: fc.integer({ min: 2, max: 5000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    before: fc.double({ min: 0, max: 0.5, noNaN: true }),
  })
  fc.assert(
    fc.property(counts, ({ requests, n, share, before }) => {
      const [bad, was] = [Math.floor(share * (requests - 1)), Math.floor(before * (n - 1))]
      const chance = chanceOfAtLeast(bad, requests, seen(was, n))
      expect(chance).toBeGreaterThanOrEqual(0)
      expect(chance).toBeLessThanOrEqual(1)
      expect(chanceOfAtLeast(bad + 1, requests, seen(was, n))).toBeLessThanOrEqual(chance + 1e-12)
      expect(chanceOfAtLeast(bad, requests, seen(was + 1, n))).toBeGreaterThanOrEqual(chance - 1e-12)
    }),
  )
})

it('counts clumps, not requests', () => {
  expect(chanceOfAtLeast(20, 1000, seen(10, 1000))).toBeLessThan(0.1)
  expect(chanceOfAtLeast(20, 1000, seen(10, 1000, 5))).toBeCloseTo(chanceOfAtLeast(4, 200, seen(2, 200)), 12)
})
