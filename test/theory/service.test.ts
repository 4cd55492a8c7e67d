import { describe, expect, it } from 'vitest'
import { gammaQuantile } from '../../src/model/distributions/gamma-quantile.js'
import { normalQuantile } from '../../src/model/distributions/normal-quantile.js'
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
import { relativeError } from './digits.js'

/** The moments against sums over the quantiles that the simulation draws from. */
const cases: readonly [string, Service, (u: number) => number][] = [
  ['constant 3', constantService(3), () => 3],
  ['exponential', exponentialService, u => -Math.log(1 - u)],
  ['gamma 0.5', gammaService(0.5), scaled(gammaQuantile(0.5), 2)],
  ['Erlang 4', gammaService(4), scaled(gammaQuantile(4), 1 / 4)],
  ['lognormal 0.5', lognormalService(0.5), u => Math.exp(0.5 * normalQuantile(u) - 0.125)],
  ['bimodal', bimodalService({ fast: 0.5, slow: 5.5, slowShare: 0.1 }), u => (u < 0.9 ? 0.5 : 5.5)],
  ['uniform 1 to 4', uniformService(1, 4), u => 1 + 3 * u],
  ['Pareto 9', paretoService(9), u => (8 / 9) * (1 - u) ** (-1 / 9)],
  ['bounded Pareto 1.5', boundedParetoService({ shape: 1.5, low: 0.3, high: 100 }), boundedPareto(1.5, 0.3, 100)],
  ['bounded Pareto 2', boundedParetoService({ shape: 2, low: 0.5, high: 50 }), boundedPareto(2, 0.5, 50)],
]

describe('moments of the service time', () => {
  it.each(cases)('%s', (_name, service, quantile) => {
    expect(relativeError(service.mean, moment(quantile, 1))).toBeLessThan(1e-3)
    expect(relativeError(service.second, moment(quantile, 2))).toBeLessThan(1e-3)
    expect(relativeError(service.third, moment(quantile, 3))).toBeLessThan(1e-2)
  })

  it('are infinite where a Pareto has none', () => {
    expect(paretoService(2.5)).toMatchObject({ mean: 1, third: Infinity })
    expect(paretoService(1.5)).toMatchObject({ mean: 1, second: Infinity, third: Infinity })
  })

  it('of a bounded Pareto become those of the whole one as the bound goes away', () => {
    const bounded = boundedParetoService({ shape: 4.5, low: 3.5 / 4.5, high: 1e9 })
    const whole = paretoService(4.5)
    for (const key of ['mean', 'second', 'third'] as const) expect(bounded[key]).toBeCloseTo(whole[key], 9)
  })
})

function scaled(quantile: (u: number) => number, factor: number): (u: number) => number {
  return u => factor * quantile(u)
}

function boundedPareto(shape: number, low: number, high: number): (u: number) => number {
  return u => low * (1 - u * (1 - (low / high) ** shape)) ** (-1 / shape)
}

/** Midpoints in v, u = 1 - v^3: fine where the tail is. */
function moment(quantile: (u: number) => number, n: number): number {
  const steps = 20_000
  let sum = 0
  for (let i = 0; i < steps; i++) {
    const v = (i + 0.5) / steps
    sum += quantile(1 - v ** 3) ** n * 3 * v ** 2
  }
  return sum / steps
}
