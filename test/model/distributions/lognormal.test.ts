import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lognormal, lognormalFrom } from '../../../src/model/distributions/lognormal.js'

describe('lognormalFrom', () => {
  const meanMs = fc.double({ min: 0.1, max: 10_000, noNaN: true })

  it('has the mean and the p99 it was asked for', () => {
    fc.assert(
      fc.property(meanMs, fc.double({ min: 1, max: 14.9, noNaN: true }), (mean, ratio) => {
        const parameters = lognormalFrom({ meanMs: mean, p99Ms: mean * ratio })
        expect(lognormal.meanMs(parameters) / mean).toBeCloseTo(1, 10)
        expect(lognormal.quantile(parameters)(0.99) / (mean * ratio)).toBeCloseTo(1, 10)
      }),
      { seed: 1 },
    )
  })

  it('has the median and the p99 it was asked for', () => {
    fc.assert(
      fc.property(meanMs, fc.double({ min: 1, max: 1000, noNaN: true }), (median, ratio) => {
        const at = lognormal.quantile(lognormalFrom({ medianMs: median, p99Ms: median * ratio }))
        expect(at(0.5) / median).toBeCloseTo(1, 10)
        expect(at(0.99) / (median * ratio)).toBeCloseTo(1, 10)
      }),
      { seed: 1 },
    )
  })

  it('has the mean and the cv it was asked for', () => {
    const parameters = lognormalFrom({ meanMs: 20, cv: 1.5 })
    expect(lognormal.meanMs(parameters)).toBeCloseTo(20, 10)
    // E[X^2] = exp(2 mu + 2 sigma^2)
    const secondMoment = Math.exp(2 * parameters.mu + 2 * parameters.sigma ** 2)
    expect(Math.sqrt(secondMoment - 400) / 20).toBeCloseTo(1.5, 10)
  })

  it('means the light-tailed one of the two that fit', () => {
    // mean 20, p99 80: sigma = z -+ sqrt(z^2 - 2 ln 4): 0.7018 or 3.9510
    expect(lognormalFrom({ meanMs: 20, p99Ms: 80 }).sigma).toBeCloseTo(0.7018, 3)
  })

  it('is constant where both figures agree', () => {
    expect(lognormalFrom({ meanMs: 20, p99Ms: 20 }).sigma).toBe(0)
  })

  const impossible: readonly [Parameters<typeof lognormalFrom>[0], string][] = [
    [{ meanMs: 20, p99Ms: 10 }, 'a p99 of 10 ms is below the mean of 20 ms'],
    [{ medianMs: 20, p99Ms: 10 }, 'a p99 of 10 ms is below the median of 20 ms'],
    [{ meanMs: 20, p99Ms: 300 }, 'no lognormal with mean 20 ms has a p99 of 300 ms: the most it can have is 299.4 ms'],
    [{ meanMs: 0, p99Ms: 10 }, "a lognormal's mean must be above 0 ms, not 0 ms"],
    [{ medianMs: Number.NaN, p99Ms: 10 }, "a lognormal's median must be above 0 ms, not NaN ms"],
    [{ meanMs: 20, cv: -1 }, "a lognormal's cv must be 0 or more, not -1"],
  ]
  it.each(impossible)('refuses %j', (figures, sentence) => {
    expect(() => lognormalFrom(figures)).toThrow(new RangeError(sentence))
  })
})
