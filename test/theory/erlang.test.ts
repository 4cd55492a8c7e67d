import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erlangB, erlangC } from '../../src/theory/erlang.js'
import oracles from './data/oracles.json' with { type: 'json' }
import { relativeError, stableLoad, tablesDigits } from './digits.js'

const workers = fc.integer({ min: 1, max: 300 })

describe("Erlang's B", () => {
  it.each(oracles.ErlangB_MGcc.rows)('of $c workers at load $rho is as in the table', ({ c, rho, B }) => {
    expect(relativeError(erlangB(c, c * rho), B)).toBeLessThan(tablesDigits)
  })

  it('is what is offered beyond what workers can carry, where that is much', () => {
    expect(erlangB(10, 10_000)).toBeCloseTo(1 - 10 / 10_000, 5)
  })

  it('falls with more workers and rises with more load', () => {
    fc.assert(
      fc.property(workers, fc.double({ min: 0.1, max: 400, noNaN: true }), (c, erlangs) => {
        fc.pre(erlangB(c + 1, erlangs) > 1e-300)
        expect(erlangB(c + 1, erlangs)).toBeLessThan(erlangB(c, erlangs))
        expect(erlangB(c, erlangs * 1.1)).toBeGreaterThan(erlangB(c, erlangs))
      }),
      { seed: 1 },
    )
  })
})

describe("Erlang's C", () => {
  it.each(oracles.MMc.rows)('of $c workers at load $rho is as in the table', ({ c, rho, Pw }) => {
    expect(relativeError(erlangC(c, c * rho), Pw)).toBeLessThan(tablesDigits)
  })

  it('is the load where there is one worker', () => {
    fc.assert(
      fc.property(fc.double(stableLoad), rho => {
        expect(relativeError(erlangC(1, rho), rho)).toBeLessThan(1e-13)
      }),
      { seed: 1 },
    )
  })

  it('exceeds B: who waits stays in the way', () => {
    fc.assert(
      fc.property(workers, fc.double(stableLoad), (c, rho) => {
        const loss = erlangB(c, c * rho)
        fc.pre(loss > 1e-300)
        expect(erlangC(c, c * rho)).toBeGreaterThan(loss)
      }),
      { seed: 1 },
    )
  })
})
