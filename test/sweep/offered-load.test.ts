import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { busiestBackend, fleetRate, serviceRate } from '../../src/sweep/offered-load.js'
import { lasting } from '../../src/sweep/trial-length.js'
import { backendSpec, failureSpec } from '../model/specs.js'
import { mm1, scenarioOf, simulated } from './simulated.js'

describe('what a backend can serve', () => {
  it('is its workers over its service time', () => {
    expect(serviceRate(backendSpec({ workers: 3, threads: 2, latency: { kind: 'constant', valueMs: 20 } }))).toBe(300)
  })

  it('leaves backups out of the fleet', () => {
    const spec = backendSpec({ workers: 1, threads: 1, latency: { kind: 'constant', valueMs: 10 } })
    expect(fleetRate({ backends: [spec, { ...spec, name: 'spare', backup: true }] })).toBe(100)
  })

  // The work counted by the simulation is that of answered requests; errors are answers, so all of it.
  it('counts errors by how early they come, as the simulation does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 90 }), fc.integer({ min: 0, max: 100 }), (share, after) => {
        const failures = { errors: `${share}%`, after: `${after}%` }
        const scenario = lasting(
          scenarioOf({
            backends: { count: 1, latency: '10ms', failures },
            traffic: { load: '50%' },
            balancer: { health: 'none' },
          }),
          20_000,
        )
        const [trial] = simulated(scenario, 'rr', 1)
        const { busyMs, perBackend } = trial!.tally!
        expect(1000 / serviceRate(scenario.backends[0]!) / (busyMs[0]! / perBackend[0]!)).toBeCloseTo(1, 1)
      }),
      { seed: 1, numRuns: 5 },
    )
  })

  it('counts resets with the tries that follow them, and hangs with all the time they hold a worker', () => {
    const latency = { kind: 'constant', valueMs: 10 } as const
    const resets = failureSpec({ resetShare: 0.5, afterShare: 0 })
    // Half of the tries cost nothing; the other half 10 ms each, and each answers one request.
    expect(serviceRate(backendSpec({ workers: 1, threads: 1, latency, failures: resets }))).toBeCloseTo(100, 9)
    const hangs = failureSpec({ hangShare: 0.1, hangMs: 1000 })
    expect(serviceRate(backendSpec({ workers: 1, threads: 1, latency, failures: hangs }))).toBeCloseTo(
      1000 / (109 / 0.9),
      9,
    )
  })
})

describe('the busiest backend', () => {
  const scenario = mm1(0.8, { count: 4 })

  it('is exact where the shares are the same in every round', () => {
    const rounds = [new Float64Array([250, 250, 250, 250]), new Float64Array([250, 250, 250, 250])]
    const busiest = busiestBackend(scenario, rounds, 2000)!
    expect(busiest.load).toBeCloseTo(0.8, 12)
    expect(busiest.reach).toBe(0)
  })

  it('knows how far chance reaches where every pick is independent', () => {
    const trials = simulated(lasting(scenario, 40_000), 'random', 5)
    const counts = trials.map(({ tally }) => tally!.perBackend)
    const due = trials.reduce((sum, { tally }) => sum + tally!.requests, 0)
    const { load, reach } = busiestBackend(scenario, counts, due)!
    // 50,000 of 200,000 requests: a deviation of sqrt(0.75 / 50,000) = 0.39 %, 3.4 of them among four.
    expect(reach / load).toBeGreaterThan(0.5 * 0.0039 * 3.4)
    expect(reach / load).toBeLessThan(2 * 0.0039 * 3.4)
    expect(load - reach).toBeLessThan(0.8)
  })

  it('of one round is taken for chance', () => {
    expect(busiestBackend(scenario, [new Float64Array([250, 250, 250, 250])], 1000)!.reach).toBeGreaterThan(0)
  })

  it('is unknown of no requests', () => {
    expect(busiestBackend(scenario, [new Float64Array(4)], 0)).toBeUndefined()
  })
})
