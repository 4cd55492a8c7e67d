import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exponentialSojourn, sojourn } from '../../src/theory/sojourn.js'

describe('the law of the time in system', () => {
  it('finds quantiles of any tail, as the exponential knows them', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        fc.double({ min: 0.0001, max: 0.9999, noNaN: true }),
        (mean, p) => {
          const exact = exponentialSojourn(mean)
          const found = sojourn(mean, exact.beyond).quantile(p)
          expect(Math.abs(found / exact.quantile(p) - 1)).toBeLessThan(1e-11)
        },
      ),
      { seed: 1 },
    )
  })

  it('puts a quantile where the tail jumps over it', () => {
    const constant = sojourn(3, t => (t < 3 ? 1 : 0))
    expect([0.01, 0.5, 0.999].map(constant.quantile)).toEqual([3, 3, 3])
  })
})
