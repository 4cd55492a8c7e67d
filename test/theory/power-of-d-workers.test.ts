import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mmc } from '../../src/theory/mmc.js'
import { powerOfD } from '../../src/theory/power-of-d.js'
import { powerOfDWorkers } from '../../src/theory/power-of-d-workers.js'
import oracles from './data/oracles.json' with { type: 'json' }
import { relativeError, stableLoad } from './digits.js'

describe('the power of d choices among backends of c workers', () => {
  it.each(oracles.PowerOfD_meanfield_c_workers.rows)('d = $d, c = $c at load $rho is as in the table', row => {
    const of = powerOfDWorkers({ choices: row.d, workers: row.c, rho: row.rho })
    expect(relativeError(of.mean, row.ET)).toBeLessThan(5e-7)
    expect(relativeError(of.waiting, row.P_wait)).toBeLessThan(5e-7)
  })

  it('is powerOfD where c is 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.double(stableLoad), (choices, rho) => {
        const mean = powerOfDWorkers({ choices, workers: 1, rho }).mean
        expect(relativeError(mean, powerOfD({ choices, rho }).mean)).toBeLessThan(1e-11)
      }),
      { seed: 1 },
    )
  })

  it('is M/M/c where d is 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.double(stableLoad), (workers, rho) => {
        const of = powerOfDWorkers({ choices: 1, workers, rho })
        expect(relativeError(of.mean, mmc({ workers, rho }).mean)).toBeLessThan(1e-11)
        expect(relativeError(of.waiting, mmc({ workers, rho }).waiting)).toBeLessThan(1e-10)
      }),
      { seed: 1 },
    )
  })
})
