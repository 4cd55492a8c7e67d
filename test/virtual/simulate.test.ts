import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Tally } from '../../src/bench/tally.js'
import type { BackendSpec } from '../../src/model/backend-spec.js'
import type { Distribution } from '../../src/model/distribution.js'
import { productHealth } from '../../src/model/products.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { strategies } from '../../src/strategies/index.js'
import { parseOptions } from '../../src/strategies/options.js'
import type { EndedRequest } from '../../src/virtual/observer.js'
import { simulate } from '../../src/virtual/simulate.js'
import { plain } from './plain-tally.js'
import { scenarioOf } from './scenario.js'
import { anyScenario } from './scenario-arbitrary.js'

const anyStrategy = fc.constantFrom(...strategies.map(({ name }) => name), 'ideal')

/** Some properties over all scenarios and strategies. */
function holds(property: (scenario: Scenario, strategy: string, seed: number) => void, numRuns = 30): void {
  fc.assert(fc.property(anyScenario, anyStrategy, fc.nat(), property), { seed: 20261123, numRuns })
}

function run(scenario: Scenario, strategy: string, seed: number): { tally: Tally; ended: EndedRequest[] } {
  const ended: EndedRequest[] = []
  const observers = [{ ended: (request: EndedRequest) => ended.push(request) }]
  return { tally: simulate({ scenario, strategy, options: optionsOf(strategy), seed, observers }), ended }
}

function optionsOf(name: string): ReturnType<typeof parseOptions> {
  const strategy = strategies.find(other => other.name === name)
  return strategy === undefined ? {} : parseOptions(strategy, '')
}

describe('simulate', () => {
  it('gives the same tally for the same seed, watched or not', () => {
    holds((scenario, strategy, seed) => {
      const once = simulate({ scenario, strategy, options: optionsOf(strategy), seed })
      expect(plain(run(scenario, strategy, seed).tally)).toEqual(plain(once))
    })
  })

  it('gives another one for another seed', () => {
    const tallies = [1, 2].map(seed => plain(run(scenarioOf(), 'rr', seed).tally))
    expect(tallies[0]).not.toEqual(tallies[1])
  })

  it('ends every request once, in the order of time, and counts it', () => {
    holds((scenario, strategy, seed) => {
      const { tally, ended } = run(scenario, strategy, seed)
      expect(ended.map(({ row }) => row).sort((a, b) => a - b)).toEqual(ended.map((_, i) => i))
      expect(ended.map(({ doneMs }) => doneMs)).toEqual(ended.map(({ doneMs }) => doneMs).sort((a, b) => a - b))
      expect(tally.requests).toBe(ended.filter(({ dueMs }) => dueMs >= 0).length)
      expect(tally.byStatus.reduce((sum, requests) => sum + requests, 0)).toBe(tally.requests)
    })
  })

  it('ends no request before it is due, nor after its client gave up', () => {
    holds((scenario, strategy, seed) => {
      const latest = (dueMs: number): number => dueMs + scenario.traffic.timeoutMs
      const { ended } = run(scenario, strategy, seed)
      expect(ended.filter(({ dueMs, doneMs }) => doneMs < dueMs || doneMs > latest(dueMs))).toEqual([])
    })
  })

  it('scales with time: all times four times as long give all results four times as long, to the last bit', () => {
    fc.assert(
      fc.property(anyScenario.map(scalable), anyStrategy, fc.nat(), (scenario, strategy, seed) => {
        // The memory of an average is a time of its own, which no scenario scales.
        fc.pre(strategy !== 'ewma')
        const short = run(scenario, strategy, seed).ended
        const long = run(scaled(scenario, 4), strategy, seed).ended
        expect(long).toEqual(
          short.map(({ dueMs, doneMs, queueMs, appMs, ...rest }) => ({
            ...rest,
            dueMs: 4 * dueMs,
            doneMs: 4 * doneMs,
            queueMs: 4 * queueMs,
            appMs: 4 * appMs,
          })),
        )
      }),
      { seed: 20261123, numRuns: 40 },
    )
  })

  it('needs no more room for a hundred times as many requests', () => {
    const sizeOf = (durationMs: number): number[] => {
      const scenario = scenarioOf({ run: { ...scenarioOf().run, durationMs } })
      const tally = simulate({ scenario, strategy: 'lc', options: {}, seed: 1 })
      expect(tally.requests).toBeGreaterThan(durationMs / 20)
      return Object.values(tally).map(column => (ArrayBuffer.isView(column) ? column.byteLength : 0))
    }
    expect(sizeOf(100_000)).toEqual(sizeOf(1000))
  })
})

/**
 * What has times of its own, in whole seconds or fixed, is left out: health, SYNs that are sent again, users who are refused at once
 * or never rest.
 */
function scalable(scenario: Scenario): Scenario {
  const { traffic, balancer, backends } = scenario
  const { load } = traffic
  const think: Distribution = { kind: 'exponential', meanMs: 30 }
  return {
    ...scenario,
    traffic: { ...traffic, load: load.kind === 'open' ? load : { ...load, think } },
    balancer: { ...balancer, health: productHealth.none },
    backends: backends.map(spec => ({
      ...spec,
      backlog: 2048,
      latency: scalableLatency(spec.latency),
      ...(load.kind === 'closed' && { faults: [], failures: { ...spec.failures, afterShare: 1 } }),
    })),
  }
}

/** exp(mu + ln 4) is not exactly 4 exp(mu). */
function scalableLatency(latency: Distribution): Distribution {
  return latency.kind === 'lognormal' ? { kind: 'exponential', meanMs: 20 } : latency
}

/** By a power of two, so that every product is exact. */
function scaled(scenario: Scenario, by: number): Scenario {
  const { traffic, balancer, run, backends } = scenario
  return {
    ...scenario,
    traffic: { ...traffic, load: scaledLoad(traffic.load, by), timeoutMs: by * traffic.timeoutMs },
    balancer: { ...balancer, readTimeoutMs: by * balancer.readTimeoutMs },
    run: { ...run, durationMs: by * run.durationMs, warmupMs: by * run.warmupMs },
    backends: backends.map(spec => scaledBackend(spec, by)),
  }
}

function scaledBackend(spec: BackendSpec, by: number): BackendSpec {
  const { slowStart, failures, faults, latency } = spec
  return {
    ...spec,
    latency: scaledTimes(latency, by),
    slowStart: slowStart && { ...slowStart, forMs: by * slowStart.forMs },
    failures: { ...failures, hangMs: by * failures.hangMs },
    faults: faults.map(fault => ({ ...fault, atMs: by * fault.atMs })),
  }
}

function scaledLoad(load: Scenario['traffic']['load'], by: number): Scenario['traffic']['load'] {
  if (load.kind === 'closed') return { ...load, think: scaledTimes(load.think, by) }
  const { arrivals } = load
  return { ...load, ratePerSecond: load.ratePerSecond / by, arrivals: scaledTimes(arrivals, by) }
}

/** Every field whose name ends in "Ms". */
function scaledTimes<T extends object>(times: T, by: number): T {
  const entries = Object.entries(times).map(([name, value]) => {
    if (!/Ms$/.test(name) || value === undefined) return [name, value]
    return [name, Array.isArray(value) ? value.map(ms => by * ms) : by * value]
  })
  return Object.fromEntries(entries) as T
}
