import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { birthDeath, expectation } from '../../src/theory/birth-death.js'

const steps = fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 30 })

describe('a birth-death process', () => {
  it('balances every two neighbours, and is a law', () => {
    fc.assert(
      fc.property(steps, ratios => {
        const law = birthDeath(ratios)
        expect(expectation(law, () => 1)).toBeCloseTo(1, 12)
        for (const [k, ratio] of ratios.entries()) {
          if (law[k]! > 1e-290 && law[k + 1]! > 1e-290) expect(law[k + 1]! / law[k]! / ratio).toBeCloseTo(1, 9)
        }
      }),
      { seed: 1 },
    )
  })

  it('is geometric where every step is the same, however long it is and wherever its weight lies', () => {
    expect(birthDeath(new Array(5000).fill(0.5)).slice(0, 3)).toEqual([0.5, 0.25, 0.125])
    expect(birthDeath(new Array(5000).fill(2)).slice(-3)).toEqual([0.125, 0.25, 0.5])
  })
})
