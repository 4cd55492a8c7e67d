import fc from 'fast-check'
import jstat from 'jstat'
import { expect, test } from 'vitest'
import { noncentralTAbove } from '../../src/stats/noncentral-t.js'
import { tAbove } from '../../src/stats/student.js'

const df = fc.constantFrom(1, 2, 3, 4, 7, 11, 19, 60, 199, 999)
const t = fc.double({ min: -6, max: 12, noNaN: true })

test('without a shift it is the t distribution', () => {
  fc.assert(
    fc.property(df, t, (n, at) => {
      expect(noncentralTAbove(n, 0, at)).toBeCloseTo(tAbove(n, at), 11)
    }),
  )
})

test('agrees with another implementation', () => {
  // jstat stops at about eight digits.
  for (const n of [1, 2, 4, 7, 11, 19, 60, 199])
    for (const at of [0.5, 1, 2, 4])
      for (const shift of [-1, 0.5, 1, 3, 6])
        expect(noncentralTAbove(n, shift, at)).toBeCloseTo(1 - jstat.noncentralt.cdf(at, n, shift), 7)
})

test('is mirrored by its sign, and grows with the shift', () => {
  fc.assert(
    fc.property(df, t, t, (n, shift, at) => {
      const above = noncentralTAbove(n, shift, at)
      expect(above + noncentralTAbove(n, -shift, -at)).toBeCloseTo(1, 11)
      expect(noncentralTAbove(n, shift + 0.5, at)).toBeGreaterThanOrEqual(above - 1e-12)
    }),
  )
})
