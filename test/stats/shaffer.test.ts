import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holm } from '../../src/stats/holm.js'
import { pairFactors, shaffer } from '../../src/stats/shaffer.js'

test.each([
  // Shaffer 1986, section 4, and table 1 of Hochberg & Tamhane 1987, p. 61: possible numbers of true pair hypotheses.
  [2, [1]],
  [3, [3, 1, 1]],
  [4, [6, 3, 3, 3, 2, 1]],
  [5, [10, 6, 6, 6, 6, 4, 4, 3, 2, 1]],
])('%i groups', (groups, factors) => {
  expect(pairFactors(groups)).toEqual(factors)
})

const cases = fc.integer({ min: 2, max: 7 }).chain(groups =>
  fc.tuple(
    fc.constant(groups),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: (groups * (groups - 1)) / 2,
      maxLength: (groups * (groups - 1)) / 2,
    }),
  ),
)

test('never above Holm, never below the p-value, and in the same order', () => {
  fc.assert(
    fc.property(cases, ([groups, ps]) => {
      const adjusted = shaffer(ps, groups)
      const byHolm = holm(ps)
      for (const [i, p] of ps.entries()) {
        expect(adjusted[i]).toBeLessThanOrEqual(byHolm[i]!)
        expect(adjusted[i]).toBeGreaterThanOrEqual(p)
        for (const [j, other] of ps.entries()) if (p < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]!)
      }
    }),
  )
})

test('of three groups, once one pair differs, at most one other can be equal', () => {
  expect(shaffer([0.01, 0.04, 0.02], 3)).toEqual([0.03, 0.04, 0.03])
  expect(holm([0.01, 0.04, 0.02])).toEqual([0.03, 0.04, 0.04])
})
