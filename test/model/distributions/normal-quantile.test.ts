import { describe, expect, it } from 'vitest'
import { normalQuantile } from '../../../src/model/distributions/normal-quantile.js'

describe('normalQuantile', () => {
  /** From 40-digit arithmetic (mpmath); one or more in each of the three ranges of the approximation. */
  const known: readonly [u: number, z: number][] = [
    [1e-15, -7.941345326170998],
    [1e-10, -6.361340902404056],
    [0.001, -3.0902323061678136],
    [0.074, -1.4466320671589785],
    [0.3, -0.5244005127080407],
    [0.9, 1.2815515655446004],
    [0.99, 2.3263478740408408],
  ]
  it.each(known)('of %d is %d', (u, z) => {
    expect(Math.abs(normalQuantile(u) / z - 1)).toBeLessThan(2e-15)
  })

  it('is 0 in the middle and odd around it', () => {
    expect(normalQuantile(0.5)).toBe(0)
    for (const u of [0.0625, 0.25, 0.4375]) expect(normalQuantile(1 - u)).toBe(-normalQuantile(u))
  })

  it('is finite at the last number below 1', () => {
    expect(normalQuantile(1 - 2 ** -53)).toBeCloseTo(8.2095, 4)
  })
})
