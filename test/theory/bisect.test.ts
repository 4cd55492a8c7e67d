import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bisect } from '../../src/theory/bisect.js'

it('finds the very double from which something holds', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
      (from, reach) => {
        const high = from + reach
        const low = from - reach
        fc.pre(low < from)
        expect(bisect(low, high, x => x >= from) === from).toBe(true)
      },
    ),
    { seed: 1 },
  )
})
