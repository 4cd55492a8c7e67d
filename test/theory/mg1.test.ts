import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mg1 } from '../../src/theory/mg1.js'
import { mm1 } from '../../src/theory/mm1.js'
import {
  bimodalService,
  boundedParetoService,
  constantService,
  exponentialService,
  gammaService,
  lognormalService,
  paretoService,
  type Service,
  uniformService,
} from '../../src/theory/service.js'
import oracles from './data/oracles.json' with { type: 'json' }
import { relativeError, stableLoad, tablesDigits } from './digits.js'

describe('M/G/1', () => {
  it.each(oracles.MG1_PK.rows)('with service $service at load $rho is as in the table', row => {
    const service = serviceOf(row.service)
    const { mean, meanWait, meanSquaredWait } = mg1({ service, rho: row.rho })
    expect(relativeError(service.mean, row.ES)).toBeLessThan(tablesDigits)
    expect(relativeError(meanWait, row.EW)).toBeLessThan(tablesDigits)
    expect(relativeError(mean, row.ET)).toBeLessThan(tablesDigits)
    expect(relativeError(meanSquaredWait, row.EW2 ?? Infinity)).toBeLessThan(tablesDigits)
  })

  it('with exponential service is M/M/1: T is exponential, so E[T^2] = 2 E[T]^2', () => {
    fc.assert(
      fc.property(fc.double(stableLoad), rho => {
        const { mean, meanSquare } = mg1({ service: exponentialService, rho })
        expect(relativeError(mean, mm1({ rho }).mean)).toBeLessThan(1e-13)
        expect(relativeError(meanSquare, 2 * mean * mean)).toBeLessThan(1e-13)
      }),
      { seed: 1 },
    )
  })

  it('waits in proportion to (1 + cv^2)', () => {
    const wait = (shape: number): number => mg1({ service: gammaService(shape), rho: 0.7 }).meanWait
    for (const shape of [0.25, 0.5, 2, 9]) expect(wait(shape) / wait(1)).toBeCloseTo((1 + 1 / shape) / 2, 13)
  })

  it('is in the unit of the service time', () => {
    const [plain, tripled] = [1, 3].map(value => mg1({ service: uniformService(value / 2, value * 2), rho: 0.6 }))
    expect(tripled!.mean).toBeCloseTo(3 * plain!.mean, 12)
    expect(tripled!.meanSquaredWait).toBeCloseTo(9 * plain!.meanSquaredWait, 12)
    expect(tripled!.meanSquare).toBeCloseTo(9 * plain!.meanSquare, 12)
  })

  it('waits for ever on average behind a Pareto without variance', () => {
    expect(mg1({ service: paretoService(2), rho: 0.5 }).mean).toBe(Infinity)
  })
})

function serviceOf(service: string | readonly (string | number)[]): Service {
  const [name, ...p] = (typeof service === 'string' ? [service] : service) as [string, ...number[]]
  const families: Record<string, () => Service> = {
    exp: () => exponentialService,
    det: () => constantService(1),
    erlang: () => gammaService(p[0]!),
    lognormal: () => lognormalService(p[0]!),
    bimodal: () => bimodalService({ slowShare: 1 - p[0]!, fast: p[1]!, slow: p[2]! }),
    pareto: () => paretoService(p[0]!),
    bpareto: () => boundedParetoService({ shape: p[0]!, low: p[1]!, high: p[2]! }),
  }
  return families[name]!()
}
