import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mm1 } from '../../src/theory/mm1.js'
import { placeInLine } from '../../src/theory/place-in-line.js'
import { relativeError } from './digits.js'

it('of geometric places is M/M/1, however long the line', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 0.98, noNaN: true }),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      (rho, p) => {
        const law = placeInLine(Array.from({ length: 2000 }, (_, i) => Math.exp(i * Math.log(rho))))
        expect(relativeError(law.mean, mm1({ rho }).mean)).toBeLessThan(1e-12)
        expect(relativeError(law.quantile(p), mm1({ rho }).quantile(p))).toBeLessThan(1e-10)
      },
    ),
    { seed: 1, numRuns: 30 },
  )
})

it('of one certain place is a sum of exponentials: Erlang', () => {
  const third = placeInLine([1, 1, 1])
  expect(third.mean).toBe(3)
  expect(third.beyond(2)).toBeCloseTo(Math.exp(-2) * (1 + 2 + 2), 15)
  expect(third.beyond(0)).toBe(1)
})
