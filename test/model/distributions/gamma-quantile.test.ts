import { describe, expect, it } from 'vitest'
import { gammaQuantile, logGamma } from '../../../src/model/distributions/gamma-quantile.js'
import { normalQuantile } from '../../../src/model/distributions/normal-quantile.js'

const probabilities = [1e-12, 1e-6, 0.001, 0.05, 0.3, 0.5, 0.51, 0.9, 0.99, 0.999999]

describe('gammaQuantile', () => {
  it('of shape 1 is the exponential', () => {
    const standard = gammaQuantile(1)
    for (const u of probabilities) expect(standard(u) / -Math.log1p(-u)).toBeCloseTo(1, 12)
  })

  it('of shape 1/2 is half a squared normal', () => {
    const standard = gammaQuantile(0.5)
    for (const u of probabilities.slice(2)) {
      const z = normalQuantile((1 + u) / 2)
      expect(standard(u) / ((z * z) / 2)).toBeCloseTo(1, 10)
    }
  })

  it.each([2, 5, 30])('of shape %d inverts the closed form of a sum of so many exponentials', shape => {
    const standard = gammaQuantile(shape)
    for (const u of probabilities.slice(3)) expect(erlangCdf(shape, standard(u))).toBeCloseTo(u, 12)
  })

  /** From 40-digit arithmetic (mpmath): tiny, small, middling and huge shapes, both tails. */
  const known: readonly [shape: number, u: number, x: number][] = [
    [0.01, 0.9, 1.503593623070295e-5],
    [0.1, 0.5, 5.933911044602262e-4],
    [1.5, 0.001, 0.01214879290784637],
    [4, 0.99, 10.045117514831615],
    [25, 1e-10, 4.885557437938564],
    [1000, 0.3, 983.1784467578987],
    [10_000, 0.99999, 10_432.231964259992],
  ]
  it.each(known)('of shape %d at %d is %d', (shape, u, x) => {
    expect(Math.abs(gammaQuantile(shape)(u) / x - 1)).toBeLessThan(1e-12)
  })
})

describe('logGamma', () => {
  it('is the logarithm of the factorial', () => {
    let logFactorial = 0
    for (let n = 1; n <= 40; n++) {
      expect(logGamma(n)).toBeCloseTo(logFactorial, 11)
      logFactorial += Math.log(n)
    }
  })

  it('of 1/2 is ln of the square root of pi', () => {
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13)
  })
})

function erlangCdf(shape: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; k < shape; k++) {
    term *= x / k
    sum += term
  }
  return 1 - Math.exp(-x) * sum
}
