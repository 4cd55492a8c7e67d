import { describe, expect, it } from 'vitest'
import { needed } from '../../src/autoscale/need.js'
import { toScenario } from '../../src/scenario/to-scenario.js'
import { scalingSpec } from './scaling-spec.js'

/** Backends of two workers that take 20 ms: 100 requests a second each. */
function planOf(traffic: object) {
  const document = { backends: { workers: 2, latency: '20ms' }, traffic, run: { duration: '10s' } }
  const outcome = toScenario(document, { name: 'x', read: () => '' })
  if ('problems' in outcome) throw new Error(outcome.problems[0]?.message)
  return outcome.scenario
}

describe('needed', () => {
  it.each([
    ['utilisation', 0.5, 6],
    ['rate', 40, 8],
    ['inFlight', 2, 3],
    ['inFlight', 1, 6],
  ] as const)('300/s at %s %d: %i backends', (metric, target, count) => {
    const need = needed(scalingSpec({ metric, target }), planOf({ rate: 300 }))!
    expect(need(0)).toBe(count)
    expect(need(5000)).toBe(count)
  })

  it('is one at least and the maximum at most; what the minimum adds is paid beyond it', () => {
    const spec = scalingSpec({ metric: 'rate', target: 10, min: 3, max: 5 })
    expect(needed(spec, planOf({ rate: 1 }))!(0)).toBe(1)
    expect(needed({ ...spec, min: 5 }, planOf({ rate: 11 }))!(0)).toBe(2)
    expect(needed(spec, planOf({ rate: 900 }))!(0)).toBe(5)
  })

  it('follows bursts', () => {
    const spec = scalingSpec({ metric: 'rate', target: 10, max: 99 })
    const need = needed(spec, planOf({ rate: 100, arrivals: { burst: { every: '1s', for: '100ms', factor: '5x' } } }))!
    // 500/s for a tenth, 500/9 a second for the rest.
    expect([0, 99, 100, 999, 1000, 1099, -1, -901].map(need)).toEqual([50, 50, 6, 6, 50, 50, 6, 50])
  })

  it('follows surges', () => {
    const spec = scalingSpec({ metric: 'rate', target: 10, max: 99 })
    const surges = [{ fromMs: 1000, toMs: 2000, factor: 3 }]
    const plan = planOf({ rate: 100 })
    const need = needed(spec, { ...plan, traffic: { ...plan.traffic, surges } })!
    expect([0, 999, 1000, 1999, 2000].map(need)).toEqual([10, 10, 30, 30, 10])
  })

  it('cannot be told in a closed loop, nor of p99', () => {
    expect(needed(scalingSpec(), planOf({ connections: 5 }))).toBeUndefined()
    expect(needed(scalingSpec({ metric: 'p99', target: 50 }), planOf({ rate: 100 }))).toBeUndefined()
  })
})
