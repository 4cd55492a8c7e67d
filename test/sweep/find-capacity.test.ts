import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import type { CapacityResult } from '../../src/sweep/capacity.js'
import { findCapacity } from '../../src/sweep/find-capacity.js'
import { parseSlo } from '../../src/sweep/slo.js'
import { lasting } from '../../src/sweep/trial-length.js'
import { mm1, simulated } from './simulated.js'

function capacityOf(
  scenario: Scenario,
  slos: string[],
  { strategy = 'rr', requests = 20_000 } = {},
): Promise<CapacityResult> {
  const [candidate] = parseCandidates(`virtual:${strategy}`, ['virtual'])
  const run = async (rated: Scenario) => simulated(lasting(rated, requests), strategy)
  return findCapacity({ candidate: candidate!, scenario, slos: slos.map(parseSlo), tolerance: 0.01, run })
}

describe('the capacity of M/M/1', () => {
  it('is where theory puts it, a little less as every round has to agree', async () => {
    // p99 = ln(100) * 10 ms / (1 - load) <= 200 ms: a load of 77 %, 77 requests a second.
    const theory = 100 * (1 - (Math.log(100) * 10) / 200)
    const { ratePerSecond, load, failsAtPerSecond, limit, metrics, probes } = await capacityOf(mm1(0.5), [
      'p99 <= 200ms',
    ])
    expect(ratePerSecond).toBeGreaterThan(theory * 0.92)
    expect(ratePerSecond).toBeLessThan(theory * 1.02)
    expect(load).toBeCloseTo(ratePerSecond! / 100, 9)
    expect(failsAtPerSecond / ratePerSecond!).toBeLessThanOrEqual(1.0101)
    expect(limit).toMatch(/^p99 is 20\d ms \(in [123] of 3 rounds\)$/)
    expect(metrics.p99Ms!.value).toBeLessThanOrEqual(200)
    expect(probes.map(probe => probe.ratePerSecond)).toEqual(
      [...probes.map(probe => probe.ratePerSecond)].sort((a, b) => a - b),
    )
    expect(probes.find(probe => probe.ratePerSecond === ratePerSecond)).toMatchObject({ holds: true, reason: null })
  })

  it('under an objective that any stable queue meets is that of its workers, but for what cannot settle', async () => {
    const { load, limit } = await capacityOf(mm1(0.5), ['p99 <= 900s'])
    expect(load).toBeGreaterThan(0.95)
    expect(load).toBeLessThan(1)
    expect(limit).toMatch(/^b1 is sent 9\d(\.\d)?% of what it can serve, too close/)
  })

  it('is none where service alone takes longer', async () => {
    const result = await capacityOf(mm1(0.5), ['mean <= 1s', 'p99 <= 20ms'], { requests: 5000 })
    expect(result).toMatchObject({ ratePerSecond: null, load: null, failsAtPerSecond: 1, metrics: {} })
    expect(result.limit).toMatch(/^p99 is 4\d.\d ms \(in 3 of 3 rounds\)$/)
  })
})

it('of a fleet is higher for who sees the queues', async () => {
  const scenario = mm1(0.5, { count: 4 })
  const rr = await capacityOf(scenario, ['p99 <= 100ms'])
  const lc = await capacityOf(scenario, ['p99 <= 100ms'], { strategy: 'lc' })
  expect(lc.ratePerSecond! / rr.ratePerSecond!).toBeGreaterThan(1.1)
})
