import { describe, expect, it } from 'vitest'
import type { CapacityResult } from '../../../src/sweep/capacity.js'
import { scalingCurve } from '../../../src/sweep/scaling/scaling-curve.js'

const found = (ratePerSecond: number | null): CapacityResult => ({
  candidate: { id: 'rr', strategy: 'rr', options: {} },
  ratePerSecond,
  load: ratePerSecond === null ? null : 0.5,
  metrics: {},
  failsAtPerSecond: (ratePerSecond ?? 1) * 1.01,
  limit: 'p99 is 170 ms',
  probes: [],
})

describe('a scaling curve', () => {
  it('has the law of its rates', () => {
    const sizes = [1, 2, 4, 8, 16]
    const rates = sizes.map(n => (100 * n) / (1 + 0.05 * (n - 1) + 0.002 * n * (n - 1)))
    const { fit, points } = scalingCurve(sizes, rates.map(found))
    expect(fit!.lambda.value).toBeCloseTo(100, 6)
    expect(fit!.sigma.value).toBeCloseTo(0.05, 8)
    expect(fit!.kappa.value).toBeCloseTo(0.002, 8)
    expect(points[0]!.efficiency).toBe(1)
    expect(points[4]!.efficiency).toBeCloseTo(1 / (1 + 0.05 * 15 + 0.002 * 240), 9)
  })

  it('begins with the smallest fleet that meets the objective at all', () => {
    const { points, fit } = scalingCurve([1, 2, 4], [found(null), found(100), found(300)])
    expect(points.map(({ efficiency }) => efficiency)).toEqual([null, 1, 1.5])
    expect(fit).toBeNull()
  })

  it('of fleets none of which meets it has neither efficiency nor law', () => {
    const { points, fit } = scalingCurve([1, 2, 4], [found(null), found(null), found(null)])
    expect(points.map(({ efficiency }) => efficiency)).toEqual([null, null, null])
    expect(fit).toBeNull()
  })
})
