import fc from 'fast-check'
import jstat from 'jstat'
import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../src/model/distributions/normal-quantile.js'
import { randomStream } from '../../src/model/random.js'
import { judge, normalScore, z95, zLimit } from '../../src/validation/judge.js'

describe('the normal score of t', () => {
  it.each([9, 19, 50])('is as likely to be exceeded as t of %d degrees of freedom', df => {
    for (const tail of [0.2, 0.025, 1e-3, 3.167e-5]) {
      const t = jstat.studentt.inv(1 - tail, df)
      expect(Math.abs(normalScore(t, df) + normalQuantile(tail))).toBeLessThan(0.02)
      expect(normalScore(-t, df)).toBe(-normalScore(t, df))
    }
  })
})

describe('a judgement', () => {
  it('lies within 95 % as often as it says, with few replications too', () => {
    const random = randomStream(1, 'judge')
    const inside = Array.from({ length: 4000 }, () =>
      judge(
        7,
        Array.from({ length: 10 }, () => 7 + 3 * normalQuantile(random.next())),
      ),
    ).filter(({ z }) => Math.abs(z) <= z95)
    expect(Math.abs(inside.length / 4000 - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / 4000))
  })

  it('agrees up to the limit and not beyond', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 30 }), estimates => {
        const { simulated, standardError } = judge(0, estimates)
        fc.pre(standardError > 1e-6)
        const at = (z: number) => judge(simulated + tOf(z, estimates.length - 1) * standardError, estimates)
        expect(at(zLimit - 0.01).agrees).toBe(true)
        expect(at(-zLimit + 0.01).agrees).toBe(true)
        expect(at(zLimit + 0.01).agrees).toBe(false)
        expect(at(-zLimit - 0.01).agrees).toBe(false)
      }),
      { seed: 1 },
    )
  })

  it('of replications without any scatter is equality to 9 digits', () => {
    expect(judge(2, [2, 2, 2])).toMatchObject({ z: 0, agrees: true })
    expect(judge(2, [2.001, 2.001, 2.001])).toMatchObject({ z: Infinity, agrees: false })
    expect(judge(2, [1.999, 1.999, 1.999])).toMatchObject({ z: -Infinity, agrees: false })
  })
})

/** normalScore, turned around by halving. */
function tOf(z: number, df: number): number {
  let [low, high] = [-1e6, 1e6]
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (normalScore(middle, df) < z) low = middle
    else high = middle
  }
  return low
}
