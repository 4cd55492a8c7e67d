import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import type { TrialPlan } from '../../src/bench/engine.js'
import type { Glimpse } from '../../src/bench/glimpse.js'
import { errorKinds, type Trial, type TrialHealth, type TrialRecord } from '../../src/bench/trial.js'
import { embeddedEngine } from '../../src/live/engines/embedded/embedded-engine.js'
import type { BackendSpec } from '../../src/model/backend-spec.js'
import { nginxRetry } from '../../src/model/products.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { planFor, tinyScenario } from './tiny-scenario.js'

const never = new AbortController().signal
const rows = ({ record }: { readonly record: TrialRecord }): number[] =>
  Array.from({ length: record.size }, (_, row) => row)

/** A live trial has a row a request, and says how it was measured. */
async function measured(
  plan: TrialPlan,
): Promise<Trial & { readonly record: TrialRecord; readonly health: TrialHealth }> {
  const { record, health, ...trial } = await embeddedEngine.run(plan, never)
  return { ...trial, record: record!, health: health! }
}

function withBackends(change: (spec: BackendSpec, index: number) => Partial<BackendSpec>): Scenario {
  return tinyScenario(({ backends }) => ({ backends: backends.map((spec, i) => ({ ...spec, ...change(spec, i) })) }))
}

describe('the embedded engine', () => {
  const [lc, ideal] = parseCandidates('lc,embedded:ideal', ['embedded', 'virtual'])
  const fleetOf = (size: number): Scenario =>
    tinyScenario(({ backends: [spec] }) => ({ backends: Array.from({ length: size }, () => spec!) }))

  it('is a live one', () => expect(embeddedEngine.world).toBe('live'))

  it('refuses what is not to be had with real processes, in one sentence', () => {
    expect(embeddedEngine.refuses(ideal!, fleetOf(4))).toBe(
      'no balancer can keep one queue before all workers: virtual time only',
    )
    expect(embeddedEngine.refuses(lc!, fleetOf(1001))).toBe(
      '1001 real backends are more than 1000: use --engine virtual',
    )
  })

  it('takes everything else', () => {
    expect(embeddedEngine.refuses(lc!, fleetOf(1000))).toBeUndefined()
    expect(
      embeddedEngine.refuses(
        lc!,
        withBackends(() => ({ cpuShare: 0.5 })),
      ),
    ).toBeUndefined()
  })
})

describe('a trial on the embedded engine', () => {
  it('answers every request of the workload once, and accounts for its time', async () => {
    const plan = planFor(tinyScenario(), 'rr')
    const trial = await measured(plan)
    const { record } = trial
    expect(record.size).toBe(plan.workload().size)
    expect([...record.status]).toEqual(rows(trial).map(() => 200))
    expect([...record.client]).toEqual([...plan.workload().client.subarray(0, record.size)])
    expect([...record.tries]).toEqual(rows(trial).map(() => 1))
    for (const row of rows(trial)) {
      expect(record.sentMs[row]).toBeGreaterThanOrEqual(record.dueMs[row]!)
      // The ideal time is a part of what the client saw; 1 us is the rounding of the header.
      expect(record.doneMs[row]! - record.sentMs[row]!).toBeGreaterThan(record.idealMs[row]! - 0.002)
      expect(record.queueMs[row]! + record.appMs[row]!).toBeCloseTo(record.idealMs[row]!, 2)
    }
    expect(trial.health.achievedPerSecond).toBe(trial.health.plannedPerSecond)
  })

  it('can be seen while it runs, from the warm-up to the last request due, and comes to what was recorded', async () => {
    const seen: Glimpse[] = []
    const scenario = tinyScenario(({ run }) => ({ run: { ...run, warmupMs: 700, durationMs: 1600 } }))
    const { record } = await measured({ ...planFor(scenario, 'rr'), glimpse: one => seen.push(one) })
    expect(seen.length).toBeGreaterThan(1)
    expect(seen[0]!.atMs).toBeGreaterThan(-800)
    for (const { atMs, endsMs, requests, failed, backends } of seen) {
      const ended = [...record.doneMs].filter((doneMs, row) => record.dueMs[row]! >= 0 && doneMs < atMs).length
      // What ends as the glimpse is taken may be in it or not.
      expect(Math.abs(requests - ended)).toBeLessThanOrEqual(1)
      expect({ endsMs, failed }).toEqual({ endsMs: 1600, failed: 0 })
      expect(backends.map(({ name }) => name)).toEqual(scenario.backends.map(({ name }) => name))
      expect(backends.reduce((sum, backend) => sum + backend.requests, 0)).toBe(requests)
    }
  })

  it('rotates strictly under rr: every window of four arrivals at the balancer meets four backends', async () => {
    const trial = await measured(planFor(tinyScenario(), 'rr'))
    const counts = [0, 0, 0, 0]
    for (const backend of trial.record.backend) counts[backend]!++
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
  })

  it('keeps each client on one backend under iphash', async () => {
    const trial = await measured(planFor(tinyScenario(), 'iphash'))
    const homes = new Map<number, number>()
    for (const row of rows(trial)) {
      const client = trial.record.client[row]!
      expect(trial.record.backend[row]).toBe(homes.get(client) ?? trial.record.backend[row])
      homes.set(client, trial.record.backend[row]!)
    }
    expect(new Set(homes.values()).size).toBe(4)
  })

  it('fails exactly the requests that were drawn to fail', async () => {
    const sick = {
      errorShare: 0.3,
      status: 503,
      resetShare: 0,
      closeShare: 0,
      hangShare: 0,
      hangMs: 1000,
      afterShare: 0,
    }
    const scenario = withBackends((_, i) => (i === 1 ? { failures: sick } : {}))
    const plan = planFor(scenario, 'rr')
    const trial = await measured(plan)
    const { record } = trial
    const drawn = rows(trial).filter(row => record.backend[row] === 1 && plan.workload().failure[row]! < 0.3)
    expect(drawn.length).toBeGreaterThan(5)
    expect(rows(trial).filter(row => record.status[row] === 503)).toEqual(drawn)
  })

  it('retries a reset on another backend, as nginx does, and reports both tries', async () => {
    const resets = {
      errorShare: 0,
      status: 500,
      resetShare: 1,
      closeShare: 0,
      hangShare: 0,
      hangMs: 1000,
      afterShare: 0,
    }
    const trial = await measured(
      planFor(
        withBackends((_, i) => (i === 0 ? { failures: resets } : {})),
        'rr',
      ),
    )
    expect(rows(trial).filter(row => trial.record.status[row] !== 200)).toEqual([])
    expect(rows(trial).filter(row => trial.record.backend[row] === 0)).toEqual([])
    expect(rows(trial).filter(row => trial.record.tries[row] === 2).length).toBeGreaterThan(0)
  })

  it('shows a crash as a crash: refused while down, back in rotation after it recovered', async () => {
    const faults = [
      { atMs: 100, kind: 'crash' },
      { atMs: 300, kind: 'recover' },
    ] as const
    const scenario = withBackends((_, i) => (i === 2 ? { faults, maxFails: 0 } : {}))
    const trial = await measured(
      planFor({ ...scenario, balancer: { ...scenario.balancer, retry: nginxRetry(0) } }, 'rr'),
    )
    const { record } = trial
    const lost = rows(trial).filter(row => record.status[row] !== 200)
    expect(lost.length).toBeGreaterThan(5)
    // Without retries a refused or reset backend is a 502 of the balancer; nothing is lost outside the outage.
    for (const row of lost) {
      expect(record.status[row]).toBe(502)
      expect(record.doneMs[row]).toBeGreaterThan(90)
      expect(record.dueMs[row]).toBeLessThan(310)
    }
    expect(rows(trial).some(row => record.backend[row] === 2 && record.dueMs[row]! > 320)).toBe(true)
  })

  it('counts a hang as a time-out at the moment of giving up', async () => {
    const hangs = {
      errorShare: 0,
      status: 500,
      resetShare: 0,
      closeShare: 0,
      hangShare: 1,
      hangMs: 60_000,
      afterShare: 1,
    }
    const scenario = withBackends((_, i) => (i === 3 ? { failures: hangs } : {}))
    const impatient = { ...scenario, traffic: { ...scenario.traffic, timeoutMs: 1000 } }
    const { record, ...trial } = await measured(planFor(impatient, 'rr'))
    const timeouts = rows({ record, ...trial }).filter(row => record.status[row] === errorKinds.timeout)
    expect(Math.abs(timeouts.length - record.size / 4)).toBeLessThanOrEqual(1)
    for (const row of timeouts) expect(record.doneMs[row]! - record.dueMs[row]!).toBeGreaterThanOrEqual(999.9)
  })

  it('runs every backend in a process of its own with isolation: process', async () => {
    const scenario = tinyScenario(({ run }) => ({ run: { ...run, isolation: 'process' } }))
    const trial = await measured(planFor(scenario, 'lc'))
    expect([...trial.record.status].every(status => status === 200)).toBe(true)
    expect(new Set(trial.record.backend).size).toBe(4)
  })

  it('runs a closed loop: never more requests in flight than connections', async () => {
    const scenario = tinyScenario(({ traffic }) => ({
      traffic: { ...traffic, load: { kind: 'closed', connections: 5, think: { kind: 'constant', valueMs: 1 } } },
    }))
    const trial = await measured(planFor(scenario, 'lc'))
    const { record } = trial
    expect(record.size).toBeGreaterThan(50)
    for (const row of rows(trial)) {
      const overlapping = rows(trial).filter(
        r => record.sentMs[r]! <= record.sentMs[row]! && record.doneMs[r]! > record.sentMs[row]!,
      )
      expect(overlapping.length).toBeLessThanOrEqual(5)
    }
  })

  it('burns real CPU where asked to, and still ends every request', async () => {
    const scenario = withBackends((_, i) => (i === 0 ? { cpuShare: 0.2 } : {}))
    const trial = await measured(planFor(scenario, 'rr'))
    expect([...trial.record.status].every(status => status === 200)).toBe(true)
  })

  it('says which port is taken', async () => {
    const { createServer } = await import('node:net')
    const squatter = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => squatter.once('listening', resolve))
    const { port } = squatter.address() as { port: number }
    const onBackend = withBackends((_, i) => (i === 1 ? { port } : {}))
    await expect(embeddedEngine.run(planFor(onBackend, 'rr'), never)).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: `backend b2 cannot listen on 127.0.0.1:${port}: the port is taken`,
    })
    const onBalancer = tinyScenario(({ balancer }) => ({ balancer: { ...balancer, port } }))
    await expect(embeddedEngine.run(planFor(onBalancer, 'rr'), never)).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: `the balancer cannot listen on 127.0.0.1:${port}: the port is taken`,
    })
    squatter.close()
  })

  it('stops at once when it is told to', async () => {
    const stop = new AbortController()
    const running = embeddedEngine.run(planFor(tinyScenario(), 'rr'), stop.signal)
    stop.abort(new Error('enough'))
    await expect(running).rejects.toThrow('enough')
  })
})
