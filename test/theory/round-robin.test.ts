import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mm1 } from '../../src/theory/mm1.js'
import { roundRobin } from '../../src/theory/round-robin.js'
import oracles from './data/oracles.json' with { type: 'json' }
import { relativeError, stableLoad, tablesDigits } from './digits.js'

describe('round robin', () => {
  it.each(oracles.RR_EN_M_1.rows)('over $N backends at load $rho is as in the table', row => {
    const law = roundRobin({ backends: row.N === 'inf' ? Infinity : Number(row.N), rho: row.rho })
    expect(relativeError(law.waiting, row.sigma)).toBeLessThan(2e-11)
    expect(relativeError(law.mean, row.ET)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.5), row.p50)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.95), row.p95)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.99), row.p99)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.999), row['p99.9'])).toBeLessThan(tablesDigits)
  })

  it('over one backend is M/M/1', () => {
    fc.assert(
      fc.property(fc.double(stableLoad), rho => {
        expect(relativeError(roundRobin({ backends: 1, rho }).mean, mm1({ rho }).mean)).toBeLessThan(1e-12)
      }),
      { seed: 1 },
    )
  })

  it('gains from every backend at the same load each, towards even arrivals', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0.05, max: 0.99, noNaN: true }),
        (backends, rho) => {
          const mean = roundRobin({ backends, rho }).mean
          expect(roundRobin({ backends: backends + 1, rho }).mean).toBeLessThan(mean)
          expect(roundRobin({ backends: Infinity, rho }).mean).toBeLessThan(mean)
        },
      ),
      { seed: 1 },
    )
  })
})
