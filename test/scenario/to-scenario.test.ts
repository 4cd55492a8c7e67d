import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { meanMs, quantile } from '../../src/model/distribution.js'
import { nginxBalancer } from '../../src/model/products.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { toScenario } from '../../src/scenario/to-scenario.js'
import { anyDocument, validDocument } from './document-arbitrary.js'

const surroundings = { name: 'unnamed', read: (): string => '0\n5\n20\n' }
const traffic = { rate: 10 }

function scenarioOf(document: unknown): Scenario {
  const outcome = toScenario(document, surroundings)
  if ('problems' in outcome) throw new Error(outcome.problems.map(problem => problem.message).join('\n'))
  return outcome.scenario
}

it('fills in every default', () => {
  expect(scenarioOf({ backends: { latency: '20ms' }, traffic })).toEqual({
    name: 'unnamed',
    description: '',
    backends: [
      {
        name: 'b1',
        weight: 1,
        workers: 1,
        threads: 1,
        backlog: 2048,
        keepAliveMs: 75_000,
        latency: { kind: 'constant', valueMs: 20 },
        cpuShare: 0,
        failures: {
          errorShare: 0,
          status: 500,
          resetShare: 0,
          closeShare: 0,
          hangShare: 0,
          hangMs: 30_000,
          afterShare: 1,
        },
        slowStart: undefined,
        faults: [],
        port: 0,
        backup: false,
        maxFails: 1,
        failTimeoutMs: 10_000,
        maxRequests: 0,
      },
    ],
    traffic: {
      load: { kind: 'open', ratePerSecond: 10, arrivals: { kind: 'poisson' }, maxSockets: 256 },
      clients: { count: 1000, zipf: 0 },
      requests: [{ method: 'GET', path: '/', bodyBytes: 0, share: 1 }],
      timeoutMs: 2000,
    },
    balancer: nginxBalancer(0),
    run: { durationMs: 5000, warmupMs: 1000, rounds: 5, seed: 1, isolation: 'shared', realtime: false },
    gates: [],
  })
})

describe('latency', () => {
  test.each([
    ['5ms', 5],
    [{ constant: '5ms' }, 5],
    [{ uniform: { min: '10ms', max: '30ms' } }, 20],
    [{ exponential: { mean: '7ms' } }, 7],
    [{ lognormal: { mean: '20ms', p99: '80ms' } }, 20],
    [{ lognormal: { mean: '20ms', cv: 1.5 } }, 20],
    [{ gamma: { mean: '20ms', cv: 0.5 } }, 20],
    [{ pareto: { mean: '20ms', shape: 1.2, max: '1s' } }, 20],
    [{ pareto: { scale: '5ms', shape: 2 } }, 10],
    [{ bimodal: { fast: '5ms', slow: '205ms', slowShare: '5%' } }, 15],
    [{ empirical: { quantiles: { p0: '0ms', p100: '10ms' } } }, 5],
    [{ empirical: { file: 'times.txt' } }, 7.5],
  ])('%j has a mean of %d ms', (latency, mean) => {
    const [backend] = scenarioOf({ backends: { latency }, traffic }).backends
    expect(meanMs(backend.latency)).toBeCloseTo(mean, 6)
  })

  it.each([
    [{ lognormal: { mean: '20ms', p99: '80ms' } }],
    [{ lognormal: { median: '12ms', p99: '80ms' } }],
    [{ empirical: { quantiles: { p100: '200ms', p99: '80ms', p0: '1ms' } } }],
  ])('%j has its p99 at 80 ms', latency => {
    const [backend] = scenarioOf({ backends: { latency }, traffic }).backends
    expect(quantile(backend.latency)(0.99)).toBeCloseTo(80, 6)
  })
})

describe('backends', () => {
  it('names entries as written, numbers those with a count, and the nameless by position', () => {
    const backends = [
      { latency: '1ms', count: 2 },
      { name: 'slow', latency: '9ms' },
      { latency: '1ms' },
      { name: 'x', count: 2, latency: '1ms' },
    ]
    expect(scenarioOf({ backends, traffic }).backends.map(b => b.name)).toEqual([
      'b1',
      'b2',
      'slow',
      'b4',
      'x-1',
      'x-2',
    ])
  })

  it('counts ports up, and leaves 0 to the system', () => {
    const backends = [
      { latency: '1ms', count: 2, port: 8001 },
      { latency: '1ms', count: 2 },
    ]
    expect(scenarioOf({ backends, traffic }).backends.map(b => b.port)).toEqual([8001, 8002, 0, 0])
  })

  test.each([
    [true, 75_000],
    [false, 0],
    ['2s', 2000],
  ])('keepAlive: %j is %d ms', (keepAlive, ms) => {
    expect(scenarioOf({ backends: { latency: '1ms', keepAlive }, traffic }).backends[0].keepAliveMs).toBe(ms)
  })

  it('tries every other backend by default, as nginx', () => {
    expect(scenarioOf({ backends: { latency: '1ms', count: 4 }, traffic }).balancer.retry.count).toBe(3)
  })
})

describe('load', () => {
  it('is a share of workers * threads / mean, over all but the backups, weights ignored', () => {
    const backends = [
      { latency: '10ms', workers: 2, threads: 3, weight: 9 },
      { latency: { exponential: { mean: '20ms' } } },
      { latency: '1ms', backup: true },
    ]
    const { load } = scenarioOf({ backends, traffic: { load: '50%' } }).traffic
    expect(load).toMatchObject({ ratePerSecond: (600 + 50) / 2 })
  })

  it('of a trace is what falls into the run: neither the warm-up nor what comes after it', () => {
    const document = { backends: { latency: '1ms' }, traffic: { arrivals: { trace: 'x' } }, run: { duration: '10ms' } }
    // 0 and 5 of -3, 0, 5 and 10 ms: two in 10 ms.
    const outcome = toScenario(document, { name: 'x', read: () => '-3\n0\n5\n10\n' })
    expect(outcome).toMatchObject({
      scenario: { traffic: { load: { ratePerSecond: 200, arrivals: { timesMs: [-3, 0, 5, 10] } } } },
    })
  })
})

describe('a curve', () => {
  const backends = { latency: '20ms' }
  const run = { duration: '10s' }

  it('has its corners in order of time, in ms, and the rate at 1x', () => {
    const curve = { '100%': '0.4x', '3s': '1x', '0%': '0.4x', '50%': '1.6x' }
    const { load } = scenarioOf({ backends, run, traffic: { load: '60%', arrivals: { curve } } }).traffic
    expect(load).toMatchObject({
      ratePerSecond: 30,
      arrivals: {
        kind: 'curve',
        points: [
          { atMs: 0, factor: 0.4 },
          { atMs: 3000, factor: 1 },
          { atMs: 5000, factor: 1.6 },
          { atMs: 10_000, factor: 0.4 },
        ],
      },
    })
  })

  it('may not make more requests than can be numbered, be the rate as low as it may', () => {
    const tooMany = 'this makes more than 2000 million requests a trial'
    const curve = { '0%': '1000000000x' }
    expect(() => scenarioOf({ backends, run, traffic: { rate: 1, arrivals: { curve } } })).toThrow(tooMany)
    const faults = [{ from: '0s', surge: '1000000000x' }]
    expect(() => scenarioOf({ backends, run, traffic: { rate: 1 }, faults })).toThrow(tooMany)
  })
})

describe('properties', () => {
  it('any document gives a scenario or problems, and never throws', () => {
    let wrong = 0
    fc.assert(
      fc.property(anyDocument, document => {
        const outcome = toScenario(document, surroundings)
        if (!('problems' in outcome)) return
        wrong++
        expect(outcome.problems.length).toBeGreaterThan(0)
        for (const { message } of outcome.problems) expect(message).not.toMatch(/Invalid input|undefined|NaN/)
      }),
      { seed: 1, numRuns: 1500 },
    )
    expect(wrong).toBeGreaterThan(500)
  })

  it('a valid document gives a complete scenario: plain data that JSON keeps, all numbers finite', () => {
    fc.assert(
      fc.property(validDocument, document => {
        const scenario = scenarioOf(document)
        expect(JSON.parse(JSON.stringify(scenario))).toEqual(JSON.parse(JSON.stringify(scenario, refuseOddNumbers)))
        expect(new Set(scenario.backends.map(b => b.name)).size).toBe(scenario.backends.length)
        for (const { latency } of scenario.backends) expect(meanMs(latency)).toBeGreaterThan(0)
        const { load } = scenario.traffic
        if (load.kind === 'open') expect(load.ratePerSecond).toBeGreaterThan(0)
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})

function refuseOddNumbers(key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${key} is ${value}`)
  return value
}

it('takes out of a description what turns the direction of text around', () => {
  const description = '\u202Efast\u202C and \u2066good\u2069'
  expect(scenarioOf({ description, backends: { latency: '20ms' }, traffic }).description).toBe('fast and good')
})
