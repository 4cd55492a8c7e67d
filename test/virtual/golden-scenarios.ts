import { type Distribution, empiricalFrom, gammaFrom, lognormalFrom, paretoFrom } from '../../src/model/distribution.js'
import { nginxBalancer } from '../../src/model/products.js'
import type { Arrivals, Traffic } from '../../src/model/traffic.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { strategies } from '../../src/strategies/index.js'
import { backendSpec, failureSpec, openLoop, traffic } from '../model/specs.js'
import { scenarioOf } from './scenario.js'

/** One trial whose numbers are kept. */
export interface GoldenTrial {
  readonly scenario: Scenario
  readonly strategy: string
}

/** Trials that between them use everything there is, by name: every distribution, arrival, failure, fault and strategy. */
export function goldenTrials(): Readonly<Record<string, GoldenTrial>> {
  return {
    ...named('service', distributions, latency => trial(fleetOf(latency), open({ kind: 'poisson' }), 'lc')),
    ...named('arrivals', arrivals, kind => trial(fleetOf(distributions.lognormal!), open(kind), 'rr')),
    ...named('closed', pauses, think => trial(fleetOf(distributions.exponential!), closed(think), 'lc')),
    ...named('everything', { open: open({ kind: 'poisson' }), closed: closed(pauses.exponential!) }, load =>
      trial(everything, load, 'lc'),
    ),
    ...Object.fromEntries(
      [...strategies.map(({ name }) => name), 'ideal'].map(name => [
        `strategy ${name}`,
        trial(everything, open({ kind: 'burst', everyMs: 1000, forMs: 200, factor: 3 }), name),
      ]),
    ),
  }
}

const distributions: Readonly<Record<string, Distribution>> = {
  constant: { kind: 'constant', valueMs: 10 },
  uniform: { kind: 'uniform', minMs: 2, maxMs: 18 },
  exponential: { kind: 'exponential', meanMs: 10 },
  lognormal: lognormalFrom({ meanMs: 10, p99Ms: 60 }),
  'lognormal by median': lognormalFrom({ medianMs: 7, p99Ms: 60 }),
  gamma: gammaFrom({ meanMs: 10, cv: 0.6 }),
  'gamma, wild': gammaFrom({ meanMs: 10, cv: 2.5 }),
  pareto: paretoFrom({ meanMs: 10, shape: 2.2 }),
  'pareto, bounded': paretoFrom({ meanMs: 10, shape: 1.1, maxMs: 2000 }),
  bimodal: { kind: 'bimodal', fastMs: 5, slowMs: 55, slowShare: 0.1 },
  empirical: empiricalFrom([1, 3, 4, 7, 11, 13, 29]),
}

const arrivals: Readonly<Record<string, Arrivals>> = {
  poisson: { kind: 'poisson' },
  even: { kind: 'even' },
  burst: { kind: 'burst', everyMs: 500, forMs: 70, factor: 4 },
  trace: { kind: 'trace', timesMs: Array.from({ length: 500 }, (_, i) => (i * i) / 100 + i) },
}

const pauses: Readonly<Record<string, Distribution>> = {
  none: { kind: 'constant', valueMs: 0 },
  exponential: { kind: 'exponential', meanMs: 50 },
}

/** Four backends that differ in everything, and a crowd of which a third may not be repeated. */
const everything: Scenario = scenarioOf({
  backends: [
    backendSpec({
      name: 'plain',
      weight: 2,
      workers: 2,
      latency: distributions.lognormal!,
      maxFails: 3,
      failTimeoutMs: 1000,
    }),
    backendSpec({
      name: 'threads',
      workers: 2,
      threads: 3,
      backlog: 1,
      latency: distributions.pareto!,
      failures: failureSpec({
        ...{ errorShare: 0.05, status: 503, resetShare: 0.02, closeShare: 0.01 },
        ...{ hangShare: 0.01, hangMs: 700, afterShare: 0.5 },
      }),
      maxFails: 0,
    }),
    backendSpec({
      name: 'tight',
      maxFails: 2,
      failTimeoutMs: 1000,
      backlog: 2,
      latency: distributions.exponential!,
      slowStart: { forMs: 800, factor: 4 },
      faults: [
        { atMs: 700, kind: 'crash' },
        { atMs: 1500, kind: 'recover' },
        { atMs: 3000, kind: 'slow', factor: 3 },
      ],
    }),
    backendSpec({ name: 'spare', backup: true, latency: distributions.gamma!, maxFails: 0 }),
  ],
  balancer: nginxBalancer(2, { connectTimeoutMs: 1000, readTimeoutMs: 600 }),
})

function fleetOf(latency: Distribution): Scenario {
  return scenarioOf({ backends: ['b1', 'b2', 'b3'].map(name => backendSpec({ name, latency })) })
}

function trial(scenario: Scenario, load: Traffic['load'], strategy: string): GoldenTrial {
  const requests = [
    { method: 'GET', path: '/', bodyBytes: 0, share: 2 },
    { method: 'POST', path: '/cart', bodyBytes: 100, share: 1 },
  ]
  const clients = { count: 200, zipf: 0.9 }
  const run = { ...scenario.run, durationMs: 5000, warmupMs: 500 }
  return { strategy, scenario: { ...scenario, traffic: traffic({ load, requests, clients, timeoutMs: 1000 }), run } }
}

function open(kind: Arrivals): Traffic['load'] {
  return { ...openLoop(230), arrivals: kind }
}

function closed(think: Distribution): Traffic['load'] {
  return { kind: 'closed', connections: 12, think }
}

function named<T>(
  what: string,
  all: Readonly<Record<string, T>>,
  of: (one: T) => GoldenTrial,
): Record<string, GoldenTrial> {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [`${what} ${name}`, of(one)]))
}
