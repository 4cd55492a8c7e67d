import { describe, expect, it } from 'vitest'
import type { Trial, TrialRecord } from '../../src/bench/trial.js'
import { embeddedEngine } from '../../src/live/engines/embedded/embedded-engine.js'
import type { BackendSpec } from '../../src/model/backend-spec.js'
import type { BalancerSpec } from '../../src/model/balancer-spec.js'
import type { BalancerStats } from '../../src/model/balancer-stats.js'
import { nginxRetry, productHealth } from '../../src/model/products.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { planFor, tinyScenario } from './tiny-scenario.js'

/** What stands around the strategy, in whole trials of the embedded engine. */

type Measured = Trial & { readonly record: TrialRecord; readonly balancer: BalancerStats }

async function measured(scenario: Scenario, candidate = 'rr'): Promise<Measured> {
  const trial = await embeddedEngine.run(planFor(scenario, candidate), new AbortController().signal)
  return { ...trial, record: trial.record!, balancer: trial.balancer! }
}

function scenarioOf(
  balancer: Partial<BalancerSpec>,
  backend: (index: number) => Partial<BackendSpec> = () => ({}),
): Scenario {
  return tinyScenario(tiny => ({
    run: { ...tiny.run, durationMs: 1000 },
    balancer: { ...tiny.balancer, health: productHealth.none, retry: nginxRetry(0), ...balancer },
    backends: tiny.backends.map((spec, i) => ({ ...spec, ...backend(i) })),
  }))
}

const rows = ({ record }: Measured): number[] => Array.from({ length: record.size }, (_, row) => row)
const crash = (index: number) => (i: number) =>
  i === index ? { faults: [{ atMs: 200, kind: 'crash' } as const, { atMs: 700, kind: 'recover' } as const] } : {}

const active = {
  ...{ path: '/', intervalMs: 20, downIntervalMs: 20, timeoutMs: 1_000, rise: 1, fall: 1, okFrom: 200, okTo: 399 },
}

describe('a trial on the embedded engine', () => {
  it('says what its balancer did, which is nothing where nothing is asked of it', async () => {
    const { balancer } = await measured(scenarioOf({}))
    expect(Object.values(balancer).every(count => count === 0)).toBe(true)
  })

  it('with active checks takes out who crashed until it is back', async () => {
    const trial = await measured(scenarioOf({ health: { ...productHealth.none, active } }, crash(2)))
    const { record, balancer } = trial
    expect(balancer.checks).toBeGreaterThan(20)
    expect(balancer.checksFailed).toBeGreaterThan(2)
    expect(balancer.markedDown).toBe(1)
    // What was under way or sent before the check noticed is lost; once it is out, nobody goes there.
    const lost = rows(trial).filter(row => record.status[row] !== 200)
    for (const row of lost) expect(record.status[row]).toBe(502)
    const during = rows(trial).filter(row => record.dueMs[row]! > 500 && record.dueMs[row]! < 650)
    expect(during.length).toBeGreaterThan(5)
    expect(during.filter(row => record.backend[row] === 2)).toEqual([])
    expect(rows(trial).some(row => record.backend[row] === 2 && record.dueMs[row]! > 700)).toBe(true)
  })

  it('with sessions by cookie keeps clients where they are, and counts those whose backend crashed', async () => {
    const sticky = { by: 'cookie', cookie: 'SRV', ttlMs: 60_000, refresh: false, capacity: 1000 } as const
    const spec = { sticky, health: productHealth.nginx, retry: nginxRetry(3) }
    const trial = await measured(scenarioOf(spec, crash(1)))
    const { record, balancer } = trial
    expect(balancer.sessionsBound).toBeGreaterThan(5)
    expect(balancer.sessionsKept).toBeGreaterThan(5)
    expect(balancer.sessionsBroken).toBeGreaterThan(0)
    expect(rows(trial).every(row => record.status[row] === 200)).toBe(true)
    // Before the crash nobody moves whose answer came before the next request.
    const home = new Map<number, { readonly backend: number; readonly sinceMs: number }>()
    for (const row of rows(trial).filter(row => record.doneMs[row]! < 200)) {
      const client = record.client[row]!
      const known = home.get(client)
      const backend = record.backend[row]!
      if (known !== undefined && known.sinceMs < record.sentMs[row]!) expect(backend).toBe(known.backend)
      home.set(client, { backend, sinceMs: record.doneMs[row]! })
    }
    expect(home.size).toBeGreaterThan(5)
  })

  it('with a limit and a queue serves all, and says how many waited', async () => {
    const queue = { limit: 100_000, timeoutMs: 30_000 }
    const limited = scenarioOf({ queue }, () => ({ maxRequests: 1 }))
    const scenario = { ...limited, traffic: { ...limited.traffic, timeoutMs: 20_000 } }
    const trial = await measured(scenario)
    expect(rows(trial).every(row => trial.record.status[row] === 200)).toBe(true)
    expect(trial.balancer.queued).toBeGreaterThan(0)
    expect(trial.balancer).toMatchObject({ shed: 0, queueTimeouts: 0 })
    // The wait is the balancer's, not the harness's.
    const { idealMs, queueMs, appMs } = trial.record
    expect(rows(trial).some(row => idealMs[row]! > queueMs[row]! + appMs[row]! + 0.01)).toBe(true)
    for (const row of rows(trial))
      expect(trial.record.doneMs[row]! - trial.record.sentMs[row]!).toBeGreaterThan(idealMs[row]! - 0.003)
    // One at a time: nobody waits at a backend.
    for (const row of rows(trial)) expect(trial.record.queueMs[row]).toBeLessThan(0.001)
  })

  it('with a limit and no queue sheds the others', async () => {
    const trial = await measured(scenarioOf({}, () => ({ maxRequests: 1, workers: 1 })))
    const shed = rows(trial).filter(row => trial.record.status[row] === 503)
    expect(shed.length).toBeGreaterThan(0)
    expect(rows(trial).every(row => trial.record.status[row] === 200 || trial.record.tries[row] === 0)).toBe(true)
    // Some that were due before measuring began may have come after.
    expect(trial.balancer.shed).toBeGreaterThanOrEqual(shed.filter(row => trial.record.dueMs[row]! >= 0).length)
    expect(trial.balancer.shed).toBeLessThanOrEqual(shed.length)
  })

  it('retries the statuses that are named, and only there', async () => {
    const failures = {
      ...{ errorShare: 1, status: 503, resetShare: 0, closeShare: 0, hangShare: 0, hangMs: 1000, afterShare: 0 },
    }
    const retry = { ...nginxRetry(1), on: ['gateway'] as const }
    const trial = await measured(scenarioOf({ retry }, i => (i === 0 ? { failures } : {})))
    expect(rows(trial).every(row => trial.record.status[row] === 200)).toBe(true)
    const retried = rows(trial).filter(row => trial.record.tries[row] === 2)
    expect(retried.length).toBeGreaterThan(5)
    expect(trial.balancer.retries).toBeLessThanOrEqual(retried.length)
    expect(trial.balancer.retries).toBeGreaterThan(0)
  })

  it('is probed by a strategy that asks for it', async () => {
    const trial = await measured(scenarioOf({}), 'prequal')
    expect(rows(trial).every(row => trial.record.status[row] === 200)).toBe(true)
    expect(trial.balancer.probes).toBeGreaterThan(20)
  })
})
