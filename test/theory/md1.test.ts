import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { md1 } from '../../src/theory/md1.js'
import { mg1 } from '../../src/theory/mg1.js'
import { constantService } from '../../src/theory/service.js'
import oracles from './data/oracles.json' with { type: 'json' }
import { relativeError, stableLoad, tablesDigits } from './digits.js'

describe('M/D/1', () => {
  it.each(oracles.MD1.rows)('at load $rho is as in the table', row => {
    const law = md1(row)
    expect(relativeError(law.mean, row.ET)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.5), row.Tp50)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.9), row.Tp90)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.99), row.Tp99)).toBeLessThan(tablesDigits)
    expect(relativeError(law.quantile(0.999), row['Tp99.9'])).toBeLessThan(tablesDigits)
  })

  it("is Erlang's alternating sum, computed in rationals of 300 digits", () => {
    for (const [rho, t] of [
      [0.5, 3.25],
      [0.8, 12.5],
      [0.9, 30.75],
      [0.95, 0.5],
      [0.95, 60.125],
    ] as const) {
      expect(relativeError(md1({ rho }).beyond(1 + t), 1 - alternating(rho, t))).toBeLessThan(1e-12)
    }
  })

  it('is M/G/1 with constant service', () => {
    fc.assert(
      fc.property(fc.double(stableLoad), rho => {
        expect(relativeError(md1({ rho }).mean, mg1({ service: constantService(1), rho }).mean)).toBeLessThan(1e-13)
      }),
      { seed: 1 },
    )
  })

  it('serves a share of 1 - rho at once, and nobody in less than 1', () => {
    fc.assert(
      fc.property(fc.double(stableLoad), rho => {
        expect(md1({ rho }).beyond(1)).toBeCloseTo(rho, 13)
        expect(md1({ rho }).beyond(1 - 1e-12)).toBe(1)
      }),
      { seed: 1 },
    )
  })

  it('has a tail that never rises, also across the whole times where its pieces meet', () => {
    const law = md1({ rho: 0.95 })
    for (let t = 1; t < 80; t += 1 / 16) expect(law.beyond(t + 1 / 16)).toBeLessThan(law.beyond(t))
    for (let k = 2; k < 80; k++) expect(relativeError(law.beyond(k - 1e-13), law.beyond(k))).toBeLessThan(1e-10)
  })
})

/** (1 - rho) sum_(k <= t) [rho (k - t)]^k / k! e^(rho (t - k)), exactly but for e^x, whose series is cut at 300 digits. */
function alternating(rho: number, t: number): number {
  const digits = 300n
  const one = 10n ** digits
  const fixed = (x: number): bigint => BigInt(Math.round(x * 2 ** 20 * 10_000)) * (one / (2n ** 20n * 10_000n))
  const times = (a: bigint, b: bigint): bigint => (a * b) / one
  const exp = (x: bigint): bigint => {
    let [term, sum] = [one, one]
    for (let n = 1n; term !== 0n; n++) {
      term = times(term, x) / n
      sum += term
    }
    return sum
  }
  let sum = 0n
  for (let k = 0; k <= t; k++) {
    const x = times(fixed(rho), fixed(t - k))
    let power = one
    for (let i = 1; i <= k; i++) power = times(power, -x) / BigInt(i)
    sum += times(power, exp(x))
  }
  return Number(times(one - fixed(rho), sum)) / Number(one)
}
