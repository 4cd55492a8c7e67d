import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { fitScalability, type ScalabilityLaw, type Throughput, throughputAt } from '../../src/stats/scalability-law.js'

const numbers = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32]

function pointsOf(law: ScalabilityLaw, errors: readonly number[] = [0], at = numbers): Throughput[] {
  return at.map((n, i) => {
    const x = throughputAt(law, n) * (1 + errors[i % errors.length]!)
    return { n, x, weight: 1 / (x * x) }
  })
}

const laws = fc.record({
  lambda: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
  sigma: fc.double({ min: -0.02, max: 0.9, noNaN: true }),
  kappa: fc.double({ min: 1e-5, max: 0.1, noNaN: true }),
})

describe('data that follow the law', () => {
  it('give its parameters back', () => {
    fc.assert(
      fc.property(laws, law => {
        fc.pre(numbers.every(n => throughputAt(law, n) > 0))
        const fit = fitScalability(pointsOf(law))!
        expect(fit.lambda.value / law.lambda).toBeCloseTo(1, 6)
        expect(fit.sigma.value).toBeCloseTo(law.sigma, 6)
        expect(fit.kappa.value).toBeCloseTo(law.kappa, 6)
        expect(fit.r2).toBeCloseTo(1, 8)
        expect(Math.abs(fit.worst.miss)).toBeLessThan(1e-6)
      }),
    )
  })

  it('give its parameters back within their intervals where they have errors', () => {
    const law = { lambda: 80, sigma: 0.05, kappa: 0.001 }
    const fit = fitScalability(pointsOf(law, [0.01, -0.012, 0.004, -0.006, 0.011, -0.003]))!
    for (const name of ['lambda', 'sigma', 'kappa'] as const) {
      expect(fit[name].low).toBeLessThan(law[name])
      expect(fit[name].high).toBeGreaterThan(law[name])
      expect(fit[name].n).toBe(numbers.length)
    }
    // sqrt(0.95 / 0.001)
    expect(fit.peak).toBeCloseTo(30.8, 0)
    expect(fit.worst.miss).toBeLessThan(0.02)
  })

  it('do not depend on the unit of throughput', () => {
    fc.assert(
      fc.property(laws, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (law, unit) => {
        fc.pre(numbers.every(n => throughputAt(law, n) > 0))
        const points = pointsOf(law, [0.02, -0.02, 0.01])
        const scaled = points.map(({ n, x, weight }) => ({ n, x: x * unit, weight: weight / (unit * unit) }))
        const [one, other] = [fitScalability(points)!, fitScalability(scaled)!]
        expect(other.sigma.value).toBeCloseTo(one.sigma.value, 5)
        expect(other.kappa.value).toBeCloseTo(one.kappa.value, 5)
        expect(other.lambda.value / one.lambda.value / unit).toBeCloseTo(1, 5)
      }),
    )
  })
})

/** SPEC SDM91 on a Sun SPARCcenter 2000, the example of Gunther's book and of the R package usl, whose README prints these results of nls. */
const sdm91 = [
  [1, 64.9],
  [18, 995.9],
  [36, 1652.4],
  [72, 1853.2],
  [108, 1828.9],
  [144, 1775.0],
  [216, 1702.2],
] as const

test('the example of the R package usl 3', () => {
  const fit = fitScalability(sdm91.map(([n, x]) => ({ n, x, weight: 1 })))!
  expect(fit.sigma.value).toBeCloseTo(0.0277285, 6)
  expect(fit.kappa.value).toBeCloseTo(0.0001044, 7)
  expect(fit.lambda.value).toBeCloseTo(89.99523, 3)
  // Standard errors 0.0091217, 0.0000199 and 14.2134894; t of 4 degrees of freedom reaches 2.776445 of them.
  expect(fit.sigma.high! - fit.sigma.value).toBeCloseTo(2.776445 * 0.0091217, 5)
  expect(fit.kappa.high! - fit.kappa.value).toBeCloseTo(2.776445 * 0.0000199, 6)
  expect(fit.lambda.high! - fit.lambda.value).toBeCloseTo(2.776445 * 14.2134894, 3)
  expect(fit.peak).toBeCloseTo(96.5, 1)
})

describe('at its bounds', () => {
  it('a straight line has neither contention nor crosstalk, and no peak', () => {
    const fit = fitScalability(pointsOf({ lambda: 50, sigma: 0, kappa: 0 }))!
    expect(fit.sigma.value).toBeCloseTo(0, 9)
    expect(fit.kappa.value).toBeCloseTo(0, 9)
    expect(fit.peak === null || fit.peak > 1e3).toBe(true)
  })

  it('kappa is held at 0, and sigma says that it is superlinear', () => {
    // 1 - 0.01 (N - 1): N do ever more than N times what one does, and faster than any pole with kappa above 0 allows.
    const fit = fitScalability(pointsOf({ lambda: 10, sigma: -0.01, kappa: -0.0001 }))!
    expect(fit.kappa).toMatchObject({ value: 0, low: null, high: null })
    expect(fit.sigma.high).toBeLessThan(0)
    expect(fit.peak).toBeNull()
  })

  it('three points leave no room for an interval, two no law', () => {
    const law = { lambda: 10, sigma: 0.1, kappa: 0.01 }
    expect(fitScalability(pointsOf(law, [0], [1, 4, 9]))!.sigma).toMatchObject({ low: null, high: null, n: 3 })
    expect(fitScalability(pointsOf(law, [0], [1, 4]))).toBeUndefined()
    expect(fitScalability(pointsOf(law, [0], [1, 4, 4]))).toBeUndefined()
  })

  it('says how far it is off where the data are none of its kind', () => {
    const stairs = [1, 2, 3, 4, 5, 6].map(n => ({ n, x: n < 4 ? 100 : 300, weight: 1 / (n < 4 ? 1e4 : 9e4) }))
    expect(Math.abs(fitScalability(stairs)!.worst.miss)).toBeGreaterThan(0.2)
  })
})
