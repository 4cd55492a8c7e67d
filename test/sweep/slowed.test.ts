import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Distribution,
  empiricalFrom,
  gammaFrom,
  lognormalFrom,
  meanMs,
  paretoFrom,
  quantile,
} from '../../src/model/distribution.js'
import { offeredLoad } from '../../src/model/load.js'
import { slowed, withSlowBackend } from '../../src/sweep/slowed.js'
import { scenarioOf } from './simulated.js'

const families: Distribution[] = [
  { kind: 'constant', valueMs: 5 },
  { kind: 'uniform', minMs: 2, maxMs: 9 },
  { kind: 'exponential', meanMs: 5 },
  lognormalFrom({ meanMs: 20, p99Ms: 80 }),
  gammaFrom({ meanMs: 10, cv: 0.5 }),
  paretoFrom({ meanMs: 8, shape: 1.4 }),
  paretoFrom({ meanMs: 8, shape: 1.4, maxMs: 400 }),
  { kind: 'bimodal', fastMs: 1, slowMs: 50, slowShare: 0.1 },
  empiricalFrom([1, 2, 5, 9]),
]

it.each(families.map(family => [family.kind, family] as const))(
  '%s: every service takes so many times longer',
  (_, family) => {
    const unit = fc.double({ min: 0.001, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(unit, fc.double({ min: 0.2, max: 8, noNaN: true }), (u, factor) => {
        const ms = quantile(family)(u)
        expect(Math.abs(quantile(slowed(family, factor))(u) - factor * ms)).toBeLessThan(1e-9 * factor * ms + 1e-12)
        expect(meanMs(slowed(family, factor))).toBeCloseTo(factor * meanMs(family), 6)
      }),
      { seed: 1, numRuns: 40 },
    )
  },
)

describe('a scenario with a slow backend', () => {
  const scenario = scenarioOf({
    backends: [
      { count: 3, latency: '10ms' },
      { latency: '10ms', backup: true },
    ],
    traffic: { load: '60%' },
  })

  it('has it last among the primaries', () => {
    const { backends } = withSlowBackend(scenario, { factor: 3, keep: 'rate' })
    expect(backends.map(({ latency }) => meanMs(latency))).toEqual([10, 10, 30, 10])
  })

  it('keeps its load, or its rate', () => {
    expect(offeredLoad(withSlowBackend(scenario, { factor: 3, keep: 'load' }))).toBeCloseTo(0.6, 12)
    const sameRate = withSlowBackend(scenario, { factor: 3, keep: 'rate' })
    expect(sameRate.traffic).toEqual(scenario.traffic)
    expect(offeredLoad(sameRate)).toBeCloseTo((0.6 * 3) / (2 + 1 / 3), 12)
  })

  it('leaves a closed loop as it is', () => {
    const closed = scenarioOf({ backends: { count: 2, latency: '10ms' }, traffic: { connections: 5 } })
    expect(withSlowBackend(closed, { factor: 3, keep: 'load' }).traffic).toEqual(closed.traffic)
  })
})
