import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leastRounds, looksWithin } from '../../../src/gate/until/looks.js'

const minute = 60_000

describe('the looks of a run', () => {
  it.each([
    // No time passes in virtual time: all of them.
    [{ maxTimeMs: 5 * minute, maxRounds: 60, roundMs: 0 }, [5, 8, 12, 18, 27, 40, 60]],
    [{ maxTimeMs: 5 * minute, maxRounds: 100, roundMs: 0 }, [5, 8, 12, 18, 27, 40, 60, 100]],
    // 270 s / 10.6 s are 25 rounds; a tenth of the time is kept for trials that are repeated.
    [{ maxTimeMs: 5 * minute, maxRounds: 60, roundMs: 10_600 }, [5, 8, 12, 18, 25]],
    // 13 comes too soon after 12 to be worth a look of its own.
    [{ maxTimeMs: 5 * minute, maxRounds: 13, roundMs: 0 }, [5, 8, 13]],
    [{ maxTimeMs: 5 * minute, maxRounds: 5, roundMs: 0 }, [5]],
    // Without the reserve, just enough for the first look.
    [{ maxTimeMs: 50_000, maxRounds: 60, roundMs: 10_000 }, [5]],
    [{ maxTimeMs: 49_999, maxRounds: 60, roundMs: 10_000 }, []],
  ])('%j: %j', (budget, looks) => expect(looksWithin(budget)).toEqual(looks))

  it('ascend from 5 rounds on, each a quarter more at least, and keep to the budget', () => {
    const budget = fc.record({
      maxTimeMs: fc.integer({ min: 0, max: 100 * minute }),
      maxRounds: fc.integer({ min: leastRounds, max: 1000 }),
      roundMs: fc.integer({ min: 0, max: minute }),
    })
    fc.assert(
      fc.property(budget, given => {
        const looks = looksWithin(given)
        expect(looks.length === 0).toBe(given.roundMs * leastRounds > given.maxTimeMs)
        if (looks.length === 0) return
        expect(looks[0]).toBeGreaterThanOrEqual(leastRounds)
        for (const [i, rounds] of looks.entries())
          if (i > 0) expect(rounds).toBeGreaterThanOrEqual(1.25 * looks[i - 1]!)
        expect(looks.at(-1)).toBeLessThanOrEqual(given.maxRounds)
        expect(looks.at(-1)! * given.roundMs).toBeLessThanOrEqual(given.maxTimeMs)
      }),
      { seed: 1 },
    )
  })
})
