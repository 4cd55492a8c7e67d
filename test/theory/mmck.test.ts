import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erlangB } from '../../src/theory/erlang.js'
import { mmc } from '../../src/theory/mmc.js'
import { mmck } from '../../src/theory/mmck.js'
import oracles from './data/oracles.json' with { type: 'json' }
import { relativeError, tablesDigits } from './digits.js'

const workers = fc.integer({ min: 1, max: 20 })
const load = fc.double({ min: 0.05, max: 3, noNaN: true })

describe('M/M/c/K', () => {
  it.each(oracles.MM1K.rows)('with one worker and room for $K at load $rho is as in the table', row => {
    const of = mmck({ workers: 1, room: row.K, rho: row.rho })
    expect(relativeError(of.loss, row.Ploss)).toBeLessThan(tablesDigits)
    expect(relativeError(of.mean, row.ET_accepted)).toBeLessThan(tablesDigits)
    expect(relativeError(of.throughput, row.throughput)).toBeLessThan(tablesDigits)
    expect(relativeError(of.utilisation, row.util)).toBeLessThan(tablesDigits)
  })

  it.each(oracles.MMcK.rows)('with $c workers and room for $K at load $rho is as in the table', row => {
    const of = mmck({ workers: row.c, room: row.K, rho: row.rho })
    expect(relativeError(of.loss, row.Ploss)).toBeLessThan(tablesDigits)
    expect(relativeError(of.mean, row.ET_accepted)).toBeLessThan(tablesDigits)
  })

  it("without waiting room is Erlang's loss system", () => {
    fc.assert(
      fc.property(workers, load, (c, rho) => {
        expect(relativeError(mmck({ workers: c, room: c, rho }).loss, erlangB(c, c * rho))).toBeLessThan(1e-12)
      }),
      { seed: 1 },
    )
  })

  it('with endless room is M/M/c', () => {
    fc.assert(
      fc.property(workers, fc.double({ min: 0.05, max: 0.9, noNaN: true }), (c, rho) => {
        expect(relativeError(mmck({ workers: c, room: 1000, rho }).mean, mmc({ workers: c, rho }).mean)).toBeLessThan(
          1e-12,
        )
      }),
      { seed: 1 },
    )
  })

  it('serves what it does not lose', () => {
    fc.assert(
      fc.property(workers, fc.nat(40), load, (c, waiting, rho) => {
        const { loss, throughput, utilisation } = mmck({ workers: c, room: c + waiting, rho })
        expect(throughput).toBeCloseTo(c * rho * (1 - loss), 11)
        expect(utilisation).toBeCloseTo(rho * (1 - loss), 12)
      }),
      { seed: 1 },
    )
  })
})
