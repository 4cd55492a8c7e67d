import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pareto, paretoFrom } from '../../../src/model/distributions/pareto.js'

describe('paretoFrom', () => {
  it('has the mean it was asked for, bounded or not', () => {
    const shape = fc.double({ min: 1.01, max: 20, noNaN: true })
    const maxRatio = fc.option(fc.double({ min: 1.01, max: 1e6, noNaN: true }), { nil: undefined })
    fc.assert(
      fc.property(shape, maxRatio, (a, ratio) => {
        const maxMs = ratio === undefined ? undefined : 20 * ratio
        expect(pareto.meanMs(paretoFrom({ meanMs: 20, shape: a, maxMs })) / 20).toBeCloseTo(1, 9)
      }),
      { seed: 1 },
    )
  })

  it.each([0.2, 0.9, 1])('has a mean with shape %d once it is bounded', shape => {
    expect(pareto.meanMs(paretoFrom({ meanMs: 20, shape, maxMs: 1000 }))).toBeCloseTo(20, 8)
  })

  it('refuses what is none', () => {
    expect(() => paretoFrom({ meanMs: 20, shape: 1 })).toThrow(
      'a pareto of shape 1 has no mean: use a shape above 1, or give a max',
    )
    expect(() => paretoFrom({ meanMs: 20, shape: 2, maxMs: 20 })).toThrow(
      'a max of 20 ms is not above the mean of 20 ms',
    )
    expect(() => paretoFrom({ meanMs: 20, shape: 0 })).toThrow("a pareto's shape must be above 0, not 0")
    expect(() => paretoFrom({ meanMs: Infinity, shape: 2 })).toThrow("a pareto's mean must be above 0 ms")
  })
})

describe('pareto', () => {
  it('follows P(X > x) = (scale / x)^shape', () => {
    const at = pareto.quantile({ kind: 'pareto', shape: 2, scaleMs: 10, maxMs: undefined })
    for (const u of [0.001, 0.5, 0.99, 0.999999]) expect((10 / at(u)) ** 2).toBeCloseTo(1 - u, 12)
  })

  it('stays at or below its maximum, which it nearly reaches', () => {
    const at = pareto.quantile({ kind: 'pareto', shape: 1.1, scaleMs: 1, maxMs: 500 })
    expect(at(1 - 2 ** -53)).toBeLessThanOrEqual(500 * (1 + 1e-9))
    expect(at(1 - 2 ** -53)).toBeGreaterThan(499.9)
  })

  it('has no mean with shape 1', () => {
    expect(pareto.meanMs({ kind: 'pareto', shape: 1, scaleMs: 1, maxMs: undefined })).toBe(Infinity)
  })
})
