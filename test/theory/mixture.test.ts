import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mixture } from '../../src/theory/mixture.js'
import { mm1 } from '../../src/theory/mm1.js'
import { relativeError } from './digits.js'

it('lies between its parts, and is the part where both are one', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), share => {
      const [slow, fast] = [mm1({ rho: 0.9 }), mm1({ rho: 0.5 })]
      const both = mixture([
        { share, law: slow },
        { share: 1 - share, law: fast },
      ])
      expect(both.mean).toBeCloseTo(10 * share + 2 * (1 - share), 12)
      expect(both.quantile(0.9)).toBeGreaterThan(fast.quantile(0.9))
      expect(both.quantile(0.9)).toBeLessThan(slow.quantile(0.9))
      const same = mixture([
        { share, law: slow },
        { share: 1 - share, law: slow },
      ])
      expect(relativeError(same.quantile(0.99), slow.quantile(0.99))).toBeLessThan(1e-12)
    }),
    { seed: 1 },
  )
})
