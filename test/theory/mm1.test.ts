import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mm1 } from '../../src/theory/mm1.js'
import oracles from './data/oracles.json' with { type: 'json' }
import { relativeError, stableLoad, tablesDigits } from './digits.js'

describe('M/M/1', () => {
  it.each(oracles.MM1.rows)('at load $rho is as in the table', row => {
    const law = mm1(row)
    expect(relativeError(law.mean, row.ET)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.5), row.p50)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.9), row.p90)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.95), row.p95)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.99), row.p99)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.999), row['p99.9'])).toBeLessThan(tablesDigits)
  })

  it('has quantiles that its tail agrees with', () => {
    fc.assert(
      fc.property(fc.double(stableLoad), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (rho, p) => {
        const law = mm1({ rho })
        expect(law.beyond(law.quantile(p))).toBeCloseTo(1 - p, 12)
      }),
      { seed: 1 },
    )
  })

  it.each([0, 1, 1.2, -0.5, Number.NaN])('has no law at load %d', rho => {
    expect(() => mm1({ rho })).toThrow(RangeError)
  })
})
