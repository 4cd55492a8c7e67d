import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mm1 } from '../../src/theory/mm1.js'
import { mmc } from '../../src/theory/mmc.js'
import oracles from './data/oracles.json' with { type: 'json' }
import { relativeError, stableLoad, tablesDigits } from './digits.js'

const workers = fc.integer({ min: 1, max: 200 })
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true })

describe('M/M/c', () => {
  it.each(oracles.MMc.rows)('with $c workers at load $rho is as in the table', row => {
    const law = mmc({ workers: row.c, rho: row.rho })
    expect(relativeError(law.waiting, row.Pw)).toBeLessThan(tablesDigits)
    expect(relativeError(law.mean, row.ET)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.5), row.p50)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.9), row.p90)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.95), row.p95)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.99), row.p99)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.999), row['p99.9'])).toBeLessThan(tablesDigits)
  })

  it('with one worker is M/M/1', () => {
    fc.assert(
      fc.property(fc.double(stableLoad), share, (rho, p) => {
        const [one, same] = [mmc({ workers: 1, rho }), mm1({ rho })]
        expect(relativeError(one.mean, same.mean)).toBeLessThan(1e-12)
        expect(relativeError(one.quantile(p), same.quantile(p))).toBeLessThan(1e-11)
      }),
      { seed: 1 },
    )
  })

  it('has the mean that its tail integrates to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.double({ min: 0.1, max: 0.9, noNaN: true }), (c, rho) => {
        const law = mmc({ workers: c, rho })
        expect(integral(law.beyond, 60 / Math.min(1, c * (1 - rho)))).toBeCloseTo(law.mean, 7)
      }),
      { seed: 1, numRuns: 20 },
    )
  })

  it('is smooth where the waiting rate is 1, the removable pole of its tail', () => {
    const at = (rho: number) => mmc({ workers: 2, rho }).beyond(3)
    const [below, pole, above] = [at(0.5 - 1e-9), at(0.5), at(0.5 + 1e-9)]
    expect(below).toBeLessThan(pole)
    expect(pole).toBeLessThan(above)
    expect(pole - below).toBeCloseTo(above - pole, 14)
  })

  it('gains from more workers at the same load each, and loses with load', () => {
    fc.assert(
      fc.property(workers, fc.double({ min: 0.3, max: 0.95, noNaN: true }), (c, rho) => {
        const mean = mmc({ workers: c, rho }).mean
        expect(mmc({ workers: c + 1, rho }).mean).toBeLessThanOrEqual(mean)
        expect(mmc({ workers: c, rho: rho * 1.01 }).mean).toBeGreaterThanOrEqual(mean)
        expect(mean).toBeGreaterThanOrEqual(1)
      }),
      { seed: 1 },
    )
  })
})

/** Simpson's rule. */
function integral(f: (t: number) => number, to: number): number {
  const steps = 20_000
  const h = to / steps
  let sum = f(0) + f(to)
  for (let i = 1; i < steps; i++) sum += f(i * h) * (i % 2 === 0 ? 2 : 4)
  return (sum * h) / 3
}
