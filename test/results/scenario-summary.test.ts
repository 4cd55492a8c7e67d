import { expect, test } from 'vitest'
import { nginxBalancer } from '../../src/model/products.js'
import { scenarioHash, summariseScenario } from '../../src/results/scenario-summary.js'
import type { Scenario } from '../../src/scenario/scenario.js'

const scenario: Scenario = {
  name: 'uneven',
  description: 'One of two is slower.',
  backends: [
    {
      name: 'b1',
      weight: 1,
      workers: 2,
      threads: 1,
      backlog: 2048,
      keepAliveMs: 2000,
      latency: { kind: 'exponential', meanMs: 20 },
      cpuShare: 0,
      failures: { errorShare: 0.2, status: 500, resetShare: 0, closeShare: 0, hangShare: 0, hangMs: 0, afterShare: 1 },
      slowStart: undefined,
      port: 0,
      faults: [
        { atMs: 3000, kind: 'crash' },
        { atMs: 4000, kind: 'slow', factor: 5 },
      ],
      backup: false,
      maxFails: 1,
      failTimeoutMs: 10_000,
      maxRequests: 0,
    },
  ],
  traffic: {
    load: { kind: 'open', ratePerSecond: 240, arrivals: { kind: 'poisson' }, maxSockets: 256 },
    clients: { count: 200, zipf: 1 },
    requests: [{ method: 'GET', path: '/', bodyBytes: 0, share: 1 }],
    timeoutMs: 2000,
  },
  balancer: nginxBalancer(1),
  run: { durationMs: 5000, warmupMs: 1000, rounds: 3, seed: 1, isolation: 'shared', realtime: false },
  gates: ['p99 <= 250ms'],
}

test('says in words what ran', () => {
  const { load, backends } = summariseScenario(scenario)
  expect(load).toBe('open loop, 240/s, Poisson arrivals; 200 clients, timeout 2s')
  expect(backends).toEqual([
    {
      name: 'b1',
      weight: 1,
      summary: '2 workers, exponential, mean 20.0 ms, 20% answer 500, crash at 3s, slow 5x at 4s',
    },
  ])
})

test('a closed loop says how many connections', () => {
  const load = { kind: 'closed', connections: 50, think: { kind: 'constant', valueMs: 0 } } as const
  expect(summariseScenario({ ...scenario, traffic: { ...scenario.traffic, load } }).load).toMatch(
    /^closed loop, 50 connections;/,
  )
})

test('the hash tells what makes runs comparable: load and backends, not words, gates, seed, rounds or ports', () => {
  const hash = scenarioHash(scenario)
  expect(hash).toMatch(/^[0-9a-f]{64}$/)
  const same: Scenario[] = [
    { ...scenario, name: 'other', description: '', gates: [] },
    { ...scenario, run: { ...scenario.run, rounds: 10, seed: 9 } },
    { ...scenario, balancer: { ...scenario.balancer, port: 8080 } },
    Object.fromEntries(Object.entries(scenario).reverse()) as unknown as Scenario,
  ]
  for (const one of same) expect(scenarioHash(one)).toBe(hash)
  const others: Scenario[] = [
    { ...scenario, run: { ...scenario.run, durationMs: 6000 } },
    { ...scenario, traffic: { ...scenario.traffic, timeoutMs: 1000 } },
    { ...scenario, backends: [{ ...scenario.backends[0]!, weight: 2 }] },
    { ...scenario, balancer: nginxBalancer(0) },
    { ...scenario, run: { ...scenario.run, backendKind: 'gunicorn' } },
  ]
  for (const one of others) expect(scenarioHash(one)).not.toBe(hash)
})

test('what serves is in the hash, but not where on this machine its folder is', () => {
  const servedBy = (backendKind: string) => scenarioHash({ ...scenario, run: { ...scenario.run, backendKind } })
  expect(servedBy('/home/a/my-app:gunicorn')).toBe(servedBy('/srv/my-app:gunicorn'))
  expect(servedBy('/home/a/my-app:gunicorn')).not.toBe(servedBy('/home/a/my-app:uwsgi'))
  expect(servedBy('gunicorn')).not.toBe(servedBy('uwsgi'))
})

test('what serves is in the summary where it is real', () => {
  expect(summariseScenario(scenario).served).toBeNull()
  expect(summariseScenario(scenario, 'gunicorn 20.1.0 sync').served).toBe('gunicorn 20.1.0 sync')
})
