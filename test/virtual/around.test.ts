import { describe, expect, it } from 'vitest'
import type { BackendSpec } from '../../src/model/backend-spec.js'
import type { ActiveCheckSpec, BalancerSpec, StickySpec } from '../../src/model/balancer-spec.js'
import { nginxBalancer, nginxRetry, productHealth } from '../../src/model/products.js'
import { findStrategy } from '../../src/strategies/index.js'
import { parseOptions } from '../../src/strategies/options.js'
import type { SimulationResult } from '../../src/virtual/job.js'
import { runJob } from '../../src/virtual/run-job.js'
import { backendSpec, failureSpec, openLoop, traffic } from '../model/specs.js'
import { scenarioOf } from './scenario.js'

/** What `reference.test.ts` holds to the last bit, shown doing what it is for. */
interface Setting {
  readonly backends: readonly Partial<BackendSpec>[]
  readonly balancer?: Partial<BalancerSpec>
  readonly ratePerSecond?: number
  /** When requests are due, ms, instead of a rate. */
  readonly dueMs?: readonly number[]
  readonly clients?: number
  readonly strategy?: string
  readonly durationMs?: number
  readonly timeoutMs?: number
}

function run(setting: Setting): SimulationResult {
  const { backends, balancer, ratePerSecond = 100, dueMs, clients = 1, strategy = 'rr' } = setting
  const { durationMs = 2000, timeoutMs = 5000 } = setting
  const load = { ...openLoop(ratePerSecond), ...(dueMs && { arrivals: { kind: 'trace' as const, timesMs: dueMs } }) }
  const scenario = scenarioOf({
    backends: backends.map((spec, i) => backendSpec({ name: `b${i + 1}`, ...spec })),
    traffic: traffic({ load, clients: { count: clients, zipf: 0 }, timeoutMs }),
    balancer: nginxBalancer(0, { health: productHealth.none, ...balancer }),
    run: { ...scenarioOf().run, warmupMs: 0, durationMs },
  })
  const options = strategy === 'ideal' ? {} : parseOptions(findStrategy(strategy), '')
  return runJob({ scenario, strategy, options, seed: 1, records: true })
}

/** Row by row: status and backend. */
function fates({ record }: SimulationResult): string[] {
  return Array.from({ length: record!.size }, (_, row) => `${record!.status[row]} ${record!.backend[row]}`)
}

const constant = (valueMs: number) => ({ kind: 'constant', valueMs }) as const
const crash = { atMs: 500, kind: 'crash' } as const
const recover = { atMs: 1500, kind: 'recover' } as const

const active: ActiveCheckSpec = {
  ...{ path: '/', intervalMs: 100, downIntervalMs: 100, timeoutMs: 50, rise: 2, fall: 3, okFrom: 200, okTo: 399 },
}
const checked: Partial<BalancerSpec> = { health: { ...productHealth.none, active } }

describe('active checks', () => {
  it('take a crashed backend out after about fall intervals, and back after about rise', () => {
    const result = run({
      backends: [{ latency: constant(1) }, { latency: constant(1), faults: [crash, recover] }],
      balancer: checked,
    })
    const { record, balancer } = result
    const refused = [...record!.dueMs].filter((_, row) => record!.status[row] === 502)
    expect(Math.min(...refused)).toBeGreaterThan(500)
    expect(Math.max(...refused)).toBeLessThan(500 + 3 * 100)
    expect(refused.length).toBeGreaterThan(8)
    const back = [...record!.dueMs].filter((dueMs, row) => dueMs > 1500 && record!.backend[row] === 1)
    expect(back[0]).toBeGreaterThan(1500 + 100)
    expect(back[0]).toBeLessThan(1500 + 2 * 100 + 50)
    expect(balancer).toMatchObject({ markedDown: 1, checksFailed: 10, checks: 40 })
  })

  it('wait their turn behind requests: a backend with a long queue does not answer in time', () => {
    const backends = [{ latency: constant(90) }, { latency: constant(1), workers: 4 }]
    const dueMs = Array.from({ length: 20 }, (_, i) => i)
    const { balancer, record } = run({ backends, dueMs: [...dueMs, 700, 701], balancer: checked })
    expect(balancer!.markedDown).toBe(1)
    expect([record!.backend[20], record!.backend[21]]).toEqual([1, 1])
  })
})

describe('outlier detection', () => {
  it('ejects whoever answers nothing but errors', () => {
    const outlier = { ...productHealth.envoy.outlier!, consecutive5xx: 5, baseEjectionMs: 60_000 }
    const bad = { latency: constant(1), failures: failureSpec({ errorShare: 1, status: 500 }) }
    const backends = [{ latency: constant(1) }, bad]
    const { balancer, tally } = run({ backends, balancer: { health: { ...productHealth.none, outlier } } })
    expect(tally.byStatus[500]).toBe(5)
    expect(balancer!.ejections).toBe(1)
  })
})

describe('retries', () => {
  const bad = { latency: constant(1), failures: failureSpec({ errorShare: 1, status: 503, afterShare: 0 }) }

  it('on a status hide it, and count as tries', () => {
    const retry = { ...nginxRetry(1), on: ['gateway' as const] }
    const result = run({ backends: [bad, { latency: constant(1) }], dueMs: [0, 10, 20, 30], balancer: { retry } })
    expect(fates(result)).toEqual(['200 1', '200 1', '200 1', '200 1'])
    expect(Math.max(...result.record!.tries)).toBe(2)
    expect(result.balancer!.retries).toBe(2)
  })

  it('deliver the last answer there is, and 502 where nobody is left to ask', () => {
    const retry = { ...nginxRetry(1), on: ['gateway' as const] }
    expect(fates(run({ backends: [bad, bad], dueMs: [0], balancer: { retry } }))).toEqual(['503 1'])
    const down = { faults: [{ atMs: -1, kind: 'crash' as const }] }
    const connectToo = { ...nginxRetry(2), on: ['gateway' as const, 'connect' as const] }
    expect(fates(run({ backends: [bad, down], dueMs: [0], balancer: { retry: connectToo } }))).toEqual(['502 -1'])
  })

  it('wait for their backoff', () => {
    const retry = { ...nginxRetry(1), on: ['gateway' as const], backoffMs: 100, maxBackoffMs: 100 }
    const dueMs = [0, 500, 1000, 1500]
    const { record } = run({ backends: [bad, { latency: constant(1) }], dueMs, balancer: { retry } })
    const waits = dueMs.map((due, row) => record!.doneMs[row]! - due - 1).filter(ms => ms > 0)
    expect(waits.length).toBe(2)
    expect(waits.every(ms => ms < 100)).toBe(true)
  })
})

describe('hedging', () => {
  it('cuts the tail of a backend that is slow now and then, and leaves the loser to its backend', () => {
    const moody = { latency: { kind: 'bimodal', fastMs: 5, slowMs: 400, slowShare: 0.03 } as const, workers: 4 }
    const backends = [moody, { latency: constant(5), workers: 4 }]
    const p99 = ({ record }: SimulationResult): number => {
      const latencies = [...record!.doneMs].map((doneMs, row) => doneMs - record!.dueMs[row]!).sort((a, b) => a - b)
      return latencies[Math.floor(latencies.length * 0.99)]!
    }
    const plain = run({ backends, durationMs: 10_000 })
    const hedged = run({ backends, durationMs: 10_000, balancer: { hedge: { afterMs: 20, max: 1 } } })
    expect(p99(plain)).toBeGreaterThanOrEqual(400)
    expect(p99(hedged)).toBeLessThanOrEqual(25)
    expect(hedged.balancer!.hedgesWon).toBe(hedged.balancer!.hedges)
    expect(hedged.balancer!.hedges).toBeGreaterThan(5)
  })

  it('gives the first answer, counts both tries, and lets the loser take its time', () => {
    const backends = [{ latency: constant(100) }, { latency: constant(30) }]
    const balancer = { hedge: { afterMs: 20, max: 1 } }
    const { record } = run({ backends, dueMs: [0, 60], balancer })
    // The first request's try at b1 is worked off until 100, so the second, at b2's turn, is answered at once.
    expect([...record!.doneMs]).toEqual([50, 90])
    expect([...record!.backend]).toEqual([1, 1])
    expect([...record!.tries]).toEqual([2, 2])
    expect(record!.queueMs[0]).toBe(0)
    expect(record!.appMs[0]).toBe(30)
  })
})

describe('limits', () => {
  const two = [
    { latency: constant(100), maxRequests: 1 },
    { latency: constant(100), maxRequests: 1 },
  ]
  const queue = { limit: 10, timeoutMs: 1000 }

  it('without a queue answer 503 at once, with one let wait, first come first served', () => {
    const dueMs = [0, 0, 10, 20, 30]
    const without = run({ backends: two, dueMs })
    expect(fates(without)).toEqual(['200 0', '200 1', '503 -1', '503 -1', '503 -1'])
    expect(without.balancer!.shed).toBe(3)
    const { record, balancer } = run({ backends: two, dueMs, balancer: { queue } })
    expect([...record!.doneMs]).toEqual([100, 100, 200, 200, 300])
    expect(balancer).toMatchObject({ queued: 3, queuedMs: 90 + 80 + 170, shed: 0 })
    // Its time in the queue is the balancer's: the backend had it at once.
    expect(record!.queueMs[4]).toBe(0)
  })

  it('answer 503 to who waits too long in the queue', () => {
    const result = run({ backends: two, dueMs: [0, 0, 10], balancer: { queue: { ...queue, timeoutMs: 50 } } })
    expect(fates(result)).toEqual(['200 0', '200 1', '503 -1'])
    expect(result.record!.doneMs[2]).toBe(60)
    expect(result.balancer!.queueTimeouts).toBe(1)
  })

  it('answer 503 also where the client gives up at that very moment: what the balancer plans comes first', () => {
    const result = run({
      backends: two,
      dueMs: [0, 0, 0],
      balancer: { queue: { ...queue, timeoutMs: 60 } },
      timeoutMs: 60,
    })
    expect(fates(result)).toEqual(['1 -1', '1 -1', '503 -1'])
  })

  it('of a breaker are answered 503 at once', () => {
    const breaker = { maxRequests: 1, maxPending: Infinity, maxRetries: Infinity }
    const free = [{ latency: constant(100) }, { latency: constant(100) }]
    expect(fates(run({ backends: free, dueMs: [0, 10, 100], balancer: { breaker } }))).toEqual([
      '200 0',
      '503 -1',
      '200 1',
    ])
  })
})

describe('stickiness', () => {
  const fleet = [{ latency: constant(1) }, { latency: constant(1), faults: [crash] }, { latency: constant(1) }]
  const stickyBy = (by: StickySpec['by']): StickySpec => ({
    ...{ by, cookie: 'lb', ttlMs: Infinity, refresh: true, capacity: 1000 },
  })

  it.each(['cookie', 'table', 'client'] as const)('by %s keeps a client where it was, until that dies', by => {
    const balancer = { sticky: stickyBy(by), retry: nginxRetry(2), ...checked }
    const result = run({ backends: fleet, clients: 30, balancer, ratePerSecond: 200 })
    const { record } = result
    const homes = new Map<number, Set<number>>()
    for (let row = 0; row < record!.size; row++) {
      if (record!.dueMs[row]! > 400) break
      const client = record!.client[row]!
      homes.set(client, (homes.get(client) ?? new Set()).add(record!.backend[row]!))
    }
    expect([...homes.values()].every(({ size }) => size === 1)).toBe(true)
    expect(new Set([...homes.values()].flatMap(set => [...set])).size).toBe(3)
    expect(new Set(record!.status)).toEqual(new Set([200]))
    expect(result.balancer!.sessionsBroken).toBeGreaterThan(0)
  })

  it('by a cookie ends with the cookie', () => {
    const sticky = { ...stickyBy('cookie'), ttlMs: 1000, refresh: false }
    const { record } = run({
      backends: fleet.slice(0, 1).concat(fleet.slice(2)),
      dueMs: [0, 500, 999, 1001],
      balancer: { sticky },
    })
    expect([...record!.backend]).toEqual([0, 0, 0, 1])
  })
})

describe('changes while running', () => {
  it('drain, leave, join and weigh', () => {
    const backends = [{ latency: constant(1) }, { latency: constant(1) }]
    const change = { backend: 1, atMs: 0 }
    const changes = [
      { ...change, atMs: 500, kind: 'leave' as const },
      { ...change, atMs: 1000, kind: 'join' as const },
      { ...change, atMs: 1500, kind: 'weight' as const, weight: 3 },
    ]
    const { record } = run({ backends, balancer: { changes }, ratePerSecond: 400 })
    const shareIn = (fromMs: number, toMs: number): number => {
      const there = [...record!.backend].filter((_, row) => record!.dueMs[row]! >= fromMs && record!.dueMs[row]! < toMs)
      return there.filter(backend => backend === 1).length / there.length
    }
    expect(shareIn(0, 500)).toBeCloseTo(0.5, 1)
    expect(shareIn(500, 1000)).toBe(0)
    expect(shareIn(1000, 1500)).toBeCloseTo(0.5, 1)
    expect(shareIn(1500, 2000)).toBeCloseTo(0.75, 1)
  })
})

describe('probes', () => {
  it('are answered at once, off the path of requests, and tell prequal who is slow', () => {
    const backends = [{ latency: constant(5) }, { latency: constant(5) }, { latency: constant(200) }]
    const { balancer, tally } = run({ backends, strategy: 'prequal', durationMs: 10_000 })
    expect(balancer!.probes).toBeGreaterThan(1000)
    expect(tally.perBackend[2]! / tally.requests).toBeLessThan(0.1)
  })
})

it('ideal knows nothing of all this', () => {
  const backends = [{ latency: constant(10), maxRequests: 1 }, { latency: constant(10) }]
  const balancer = { ...checked, hedge: { afterMs: 1, max: 1 }, sticky: undefined }
  const [with_, without] = [run({ backends, balancer, strategy: 'ideal' }), run({ backends, strategy: 'ideal' })]
  expect(with_.record).toEqual(without.record)
  expect(with_.balancer).toBeUndefined()
})
