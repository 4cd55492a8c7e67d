import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mm1 } from '../../src/theory/mm1.js'
import { powerOfD } from '../../src/theory/power-of-d.js'
import oracles from './data/oracles.json' with { type: 'json' }
import { relativeError, stableLoad, tablesDigits } from './digits.js'

describe('the power of d choices', () => {
  it.each(oracles.PowerOfD_meanfield.rows)('$d at load $rho is as in the table', row => {
    const law = powerOfD({ choices: row.d, rho: row.rho })
    expect(relativeError(law.mean, row.ET)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.5), row.p50)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.95), row.p95)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.99), row.p99)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.999), row['p99.9'])).toBeLessThan(tablesDigits)
  })

  it('of one is M/M/1', () => {
    fc.assert(
      fc.property(fc.double(stableLoad), rho => {
        expect(relativeError(powerOfD({ choices: 1, rho }).mean, mm1({ rho }).mean)).toBeLessThan(1e-12)
      }),
      { seed: 1 },
    )
  })

  it('grows with d, towards no waiting at all', () => {
    const means = [1, 2, 3, 5, 10, 50].map(choices => powerOfD({ choices, rho: 0.9 }).mean)
    expect(means).toEqual(means.toSorted((a, b) => b - a))
    expect(powerOfD({ choices: 200, rho: 0.9 }).mean).toBeCloseTo(1, 8)
  })
})
