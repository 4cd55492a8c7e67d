import { request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { errorKinds, type TrialRecord } from '../../src/bench/trial.js'
import { monotonicMs } from '../../src/live/clock.js'
import { embeddedEngine } from '../../src/live/engines/embedded/embedded-engine.js'
import { startFleet } from '../../src/live/engines/start-fleet.js'
import { ProgramGroup } from '../../src/live/programs/group.js'
import { headers } from '../../src/live/protocol.js'
import type { BackendSpec, FaultEvent } from '../../src/model/backend-spec.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { planFor, tinyScenario } from './tiny-scenario.js'

const isolations = ['shared', 'process'] as const

interface Running {
  readonly ports: readonly number[]
  readonly fleet: ReturnType<typeof startFleet>
  /** Lets the time of the trial run, from 0. */
  begin(): Promise<void>
}

/** Two backends of one worker and 20 ms, and what befalls the first. */
async function withTwo(
  { faults, down, isolation }: { faults: readonly FaultEvent[]; down?: number[]; isolation: 'shared' | 'process' },
  use: (running: Running) => Promise<void>,
): Promise<void> {
  const scenario = twoBackends({ faults }, { isolation })
  const group = new ProgramGroup(new AbortController().signal)
  const fleet = startFleet(group, scenario, { host: '127.0.0.1', seed: 1, reports: true, ...(down && { down }) })
  await group.during(async () => {
    const ports = await fleet.boot()
    const begin = () => fleet.begin({ startAt: monotonicMs(), warmupMs: 0, durationMs: 60_000 })
    await use({ ports, fleet, begin })
  })
}

function twoBackends(first: Partial<BackendSpec>, run: Partial<Scenario['run']> = {}): Scenario {
  return tinyScenario(scenario => ({
    backends: scenario.backends.slice(0, 2).map((spec, i) => ({
      ...spec,
      ...{ workers: 1, latency: { kind: 'constant', valueMs: 20 } as const, failTimeoutMs: 0, maxFails: 0 },
      ...(i === 0 && first),
    })),
    run: { ...scenario.run, ...run },
  }))
}

/** The status of an answer, or why there is none. */
function get(port: number, fields: Record<string, string> = {}): Promise<number | string> {
  return new Promise(resolve => {
    const sent = request({ host: '127.0.0.1', port, headers: fields, agent: false }, answer => {
      answer.resume()
      answer.on('end', () => resolve(answer.statusCode!))
    })
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    sent.end()
  })
}

/** Asks until the answer is this one; the last there was otherwise. */
async function becomes(port: number, wanted: number | string): Promise<number | string> {
  let answer = await get(port)
  const isThere = async (): Promise<boolean> => {
    if (answer !== wanted) answer = await get(port)
    return answer === wanted
  }
  await eventually(isThere)
  return answer
}

/** Whether nobody listens; asks for nothing. */
function refuses(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => socket.destroy()).on('error', () => undefined)
    socket.on('close', failed => resolve(failed))
  })
}

async function eventually(condition: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 300; tries++) {
    if (await condition()) return true
    await sleep(20)
  }
  return false
}

describe.each(isolations)('simulated backends, isolation %s', isolation => {
  it('that stand still take connections and requests, and answer them and probes once they go on', async () => {
    const faults: FaultEvent[] = [
      { atMs: 0, kind: 'freeze' },
      { atMs: 1200, kind: 'thaw' },
    ]
    await withTwo({ faults, isolation }, async ({ ports: [first, second], begin }) => {
      await begin()
      const order: string[] = []
      const noted = async (name: string, port: number, fields = {}): Promise<void> => {
        const status = await get(port, fields)
        order.push(`${name} ${status}`)
      }
      const frozen = [
        noted('frozen', first!),
        noted('frozen', first!),
        noted('probe', first!, { [headers.probe]: '1' }),
      ]
      for (let i = 0; i < 5; i++) await noted('other', second!)
      expect(order).toEqual(Array.from({ length: 5 }, () => 'other 200'))
      await Promise.all(frozen)
      expect(order.slice(5).sort()).toEqual(['frozen 200', 'frozen 200', 'probe 200'])
    })
  })

  it('answer with the status of a fault while it lasts, and checks as well', async () => {
    const faults: FaultEvent[] = [
      { atMs: 0, kind: 'errors', share: 1, status: 429 },
      { atMs: 1000, kind: 'errors', share: 0, status: 429 },
    ]
    await withTwo({ faults, isolation }, async ({ ports: [first, second], begin }) => {
      await begin()
      const health = { [headers.check]: '1' }
      expect([await get(first!), await get(first!, health), await get(second!)]).toEqual([429, 429, 200])
      expect(await becomes(first!, 200)).toBe(200)
    })
  })

  it('are not there before they first recover', async () => {
    await withTwo(
      { faults: [{ atMs: 700, kind: 'recover' }], isolation },
      async ({ ports: [first, second], begin }) => {
        expect([await get(first!), await get(second!)]).toEqual(['ECONNREFUSED', 200])
        await begin()
        expect([await get(first!), await get(second!)]).toEqual(['ECONNREFUSED', 200])
        expect(await becomes(first!, 200)).toBe(200)
      },
    )
  })

  it('stop in good order: what is there is answered, nobody new is taken, and the next one is there after', async () => {
    const slow = 1000
    const faults: FaultEvent[] = [
      { atMs: 0, kind: 'slow', factor: slow / 20 },
      { atMs: 200, kind: 'stop' },
      { atMs: 210, kind: 'slow', factor: 1 },
      { atMs: 220, kind: 'recover' },
    ]
    await withTwo({ faults, isolation }, async ({ ports: [first], begin }) => {
      await begin()
      const [one, two] = [get(first!), get(first!)]
      expect(await eventually(() => refuses(first!))).toBe(true)
      expect(await Promise.all([one, two])).toEqual([200, 200])
      expect(await becomes(first!, 200)).toBe(200)
    })
  })

  it('start and stop for whoever scales, before the trial begins and after', async () => {
    await withTwo({ faults: [], down: [0], isolation }, async ({ ports: [first, second], fleet, begin }) => {
      expect([await get(first!), await get(second!)]).toEqual(['ECONNREFUSED', 200])
      await begin()
      expect([await get(first!), await get(second!)]).toEqual(['ECONNREFUSED', 200])
      await fleet.start(0)
      await fleet.start(0)
      expect([await get(first!), await get(second!)]).toEqual([200, 200])
      await fleet.stop(0)
      expect([await get(first!), await get(second!)]).toEqual(['ECONNREFUSED', 200])
      await fleet.start(0)
      expect(await get(first!)).toBe(200)
    })
  })
})

/** One try a request, and nobody is kept out for what it did. */
async function measured(scenario: Scenario): Promise<TrialRecord> {
  const balancer = { ...scenario.balancer, retry: { ...scenario.balancer.retry, count: 0 } }
  const trial = await embeddedEngine.run(planFor({ ...scenario, balancer }, 'rr'), new AbortController().signal)
  return trial.record!
}

/** Statuses of the requests that were due then. */
function statusesOf({ size, dueMs, status }: TrialRecord, from: number, to: number): number[] {
  return Array.from({ length: size }, (_, row) => row)
    .filter(row => dueMs[row]! >= from && dueMs[row]! < to)
    .map(row => status[row]!)
}

describe('a trial in which one of two backends freezes', () => {
  it('lets the clients of that one time out, and has it serve again afterwards', async () => {
    const faults: FaultEvent[] = [
      { atMs: 500, kind: 'freeze' },
      { atMs: 2500, kind: 'thaw' },
    ]
    const scenario = twoBackends({ faults }, { durationMs: 5000 })
    const { load } = scenario.traffic
    const slowly = { ...scenario.traffic, timeoutMs: 400, load: { ...load, ratePerSecond: 40 } as typeof load }
    const record = await measured({ ...scenario, traffic: slowly })
    const [during, after] = [statusesOf(record, 700, 2000), statusesOf(record, 4000, 5000)]
    const timeouts = during.filter(status => status === errorKinds.timeout).length
    expect(timeouts).toBeGreaterThan(during.length / 4)
    expect(timeouts).toBeLessThan((during.length * 3) / 4)
    expect(after.filter(status => status !== 200)).toEqual([])
    const late = Array.from(record.dueMs).flatMap((dueMs, row) => (dueMs >= 4000 ? [record.backend[row]] : []))
    expect(new Set(late)).toEqual(new Set([0, 1]))
  })
})
