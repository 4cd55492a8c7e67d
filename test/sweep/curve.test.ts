import { describe, expect, it } from 'vitest'
import { collateSweep } from '../../src/sweep/collate-sweep.js'
import { curvePoint } from '../../src/sweep/curve.js'
import { lasting } from '../../src/sweep/trial-length.js'
import { curveOf } from './curves.js'
import { mm1, simulated } from './simulated.js'

const pointAt = (load: number, timeout?: string) => {
  const scenario = lasting(mm1(load, timeout === undefined ? {} : { timeout }), 20_000)
  return curvePoint(scenario, simulated(scenario))
}

describe('a point of a curve', () => {
  it('where the queue is stable has every latency, as theory has it', () => {
    const { stability, latency, rounds, busiest } = pointAt(0.5)
    expect(stability).toBe('stable')
    // M/M/1 at 50 %: mean 20 ms, p50 20 ln 2, p99 20 ln 100.
    expect(latency.meanMs!.value / 20).toBeCloseTo(1, 1)
    expect(latency.p50Ms!.value / (20 * Math.log(2))).toBeCloseTo(1, 1)
    expect(latency.p99Ms!.value / (20 * Math.log(100))).toBeCloseTo(1, 1)
    expect(latency.p99Ms).toMatchObject({ n: 3, low: expect.any(Number), high: expect.any(Number) })
    expect(rounds.p99Ms).toHaveLength(3)
    expect(busiest!.load).toBeCloseTo(0.5, 9)
  })

  it('where it grows has none, in no round', () => {
    const { stability, latency, rounds } = pointAt(1.02)
    expect(stability).toBe('unstable')
    expect(latency).toEqual({ p50Ms: null, p90Ms: null, p99Ms: null, meanMs: null })
    expect(rounds.p99Ms).toEqual([null, null, null])
  })

  it('where clients give up has only what does not lie beyond their timeout', () => {
    const { stability, latency, timeoutRate, errorRate } = pointAt(0.9, '300ms')
    expect(stability).toBe('stable')
    // exp(-0.1 * 30) is 5 %.
    expect(timeoutRate!.value).toBeGreaterThan(0.01)
    expect(timeoutRate!.value).toBeLessThan(0.1)
    expect(errorRate!.value).toBe(timeoutRate!.value)
    expect(latency.p99Ms).toBeNull()
    expect(latency.meanMs).toBeNull()
    expect(latency.p90Ms).not.toBeNull()
    expect(latency.p50Ms).not.toBeNull()
  })
})

describe('a sweep', () => {
  const facts = {
    environment: {} as never,
    scenario: {} as never,
    settings: [],
    axis: { kind: 'load', values: [0.1, 0.5, 0.9] },
    metric: 'p99Ms',
    within: 0.1,
    rounds: 3,
  } as const

  it('holds every strategy against the best one, and the best one against the ideal', () => {
    const curves = [curveOf('rr', [11, 30, 90]), curveOf('lc', [10, 20, 40]), curveOf('ideal', [10, 15, 20])]
    const { best, agreements } = collateSweep({ ...facts, curves })
    expect(best).toBe('lc')
    expect(agreements.map(one => [one.candidate, one.best])).toEqual([
      ['rr', 'lc'],
      ['lc', 'ideal'],
    ])
  })

  it('of the ideal alone concludes nothing', () => {
    expect(collateSweep({ ...facts, curves: [curveOf('ideal', [10, 15, 20])] })).toMatchObject({
      best: null,
      agreements: [],
    })
  })
})
