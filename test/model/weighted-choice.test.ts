import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { weightedChoice } from '../../src/model/weighted-choice.js'

describe('weightedChoice', () => {
  it('gives each index exactly its share of [0, 1)', () => {
    const weights = fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 30 }).filter(all => all.some(w => w > 0))
    fc.assert(
      fc.property(weights, all => {
        const total = all.reduce((sum, weight) => sum + weight, 0)
        const shares = sharesOf(weightedChoice(all), all.length, total)
        all.forEach((weight, i) => {
          expect(shares[i]).toBeCloseTo(weight / total, 9)
        })
      }),
      { seed: 1 },
    )
  })

  it('never gives an index of weight 0, not even by rounding', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }),
        fc.double({ min: 0, max: 1 - 2 ** -53, noNaN: true }),
        (weights, u) => {
          const all = [0, ...weights, 0.1, 0]
          expect(all[weightedChoice(all)(u)]).toBeGreaterThan(0)
        },
      ),
      { seed: 1, numRuns: 2000 },
    )
  })

  it('refuses weights that add up to nothing', () => {
    expect(() => weightedChoice([0, 0])).toThrow('the shares to choose from must add up to more than 0')
    expect(() => weightedChoice([])).toThrow(RangeError)
  })
})

/**
 * Each of the table's columns changes hands at one point, a multiple of 1 / total within it: so the midpoints of a grid of
 * size * total cells measure the shares without error.
 */
function sharesOf(choose: (u: number) => number, size: number, total: number): number[] {
  const shares = new Array<number>(size).fill(0)
  const cells = size * total
  for (let cell = 0; cell < cells; cell++) shares[choose((cell + 0.5) / cells)]! += 1 / cells
  return shares
}
