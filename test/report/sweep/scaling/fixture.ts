import type { CapacityResult } from '../../../../src/sweep/capacity.js'
import type { Scaling, ScalingCurve } from '../../../../src/sweep/scaling/scaling.js'
import { scalingCurve } from '../../../../src/sweep/scaling/scaling-curve.js'
import { capacity } from '../fixture.js'

const sizes = [1, 2, 3, 4, 6, 8, 12, 16]

function curveOf(id: string, rate: (n: number) => number | null, of = sizes): ScalingCurve {
  const found = of.map((n, i): CapacityResult => {
    const exact = rate(n)
    const ratePerSecond = exact === null ? null : Number((exact * (i % 2 === 0 ? 1.004 : 0.996)).toPrecision(4))
    return {
      candidate: { id, strategy: id, options: {} },
      ratePerSecond,
      load: ratePerSecond === null ? null : ratePerSecond / (100 * n),
      metrics: {},
      failsAtPerSecond: (ratePerSecond ?? n) * 1.008,
      limit: 'p99 is 172 ms (in 2 of 3 rounds)',
      probes: [],
    }
  })
  return scalingCurve(of, found)
}

const law = (sigma: number, kappa: number) => (n: number) => (80 * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1))

/** Fleets that scale in every way: with a peak, in a straight line, superlinearly, by no law, and not at all. */
export const scaling: Scaling = {
  schema: 'lbbench/scaling@1',
  environment: { ...capacity.environment, command: 'lbbench sweep steady --strategies rr,lc --backends 1..16' },
  scenario: { name: 'steady', description: 'Equal backends.', seed: 1 },
  slos: ['p99 <= 160ms'],
  sloFrom: 'default',
  needPerSecond: null,
  tolerance: 0.01,
  rounds: 3,
  fleets: sizes.map(backends => ({ backends, fleetRatePerSecond: 100 * backends, requests: 30_000 })),
  curves: [
    curveOf('rr', law(0.08, 0.006)),
    curveOf('random', law(0, 0)),
    curveOf('lc', law(-0.02, 0.0004)),
    curveOf('p2c', n => (n < 6 ? 80 : 130) * n),
    curveOf('iphash', () => null),
  ],
}

/** Four sizes, all there are between the ends: too few for a law. */
export const small: Scaling = {
  ...scaling,
  fleets: scaling.fleets.slice(0, 4),
  curves: [curveOf('rr', law(0.08, 0.006), sizes.slice(0, 4)), curveOf('iphash', () => null, sizes.slice(0, 4))],
}
