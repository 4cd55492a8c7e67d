import { execFileSync } from 'node:child_process'
import { pbkdf2 } from 'node:crypto'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import type { TrialPlan } from '../../src/bench/engine.js'
import type { Glimpse } from '../../src/bench/glimpse.js'
import type { Trial } from '../../src/bench/trial.js'
import { noStats } from '../../src/model/balancer-stats.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { createVirtualEngine, type VirtualEngine, type VirtualEngineOptions } from '../../src/virtual/virtual-engine.js'
import { temporaryFolder } from '../trace/temporary-traces.js'
import { plain } from '../virtual/plain-tally.js'
import { eventually } from './processes.js'
import { packageRoot, tinyScenario } from './tiny-scenario.js'

const folder = temporaryFolder()
const { signal: never } = new AbortController()

const opened: VirtualEngine[] = []
function engineOf(options: VirtualEngineOptions = {}): VirtualEngine {
  const engine = createVirtualEngine({ threads: 2, ...options })
  opened.push(engine)
  return engine
}
const closeAll = (): Promise<unknown> => Promise.all(opened.splice(0).map(engine => engine.close()))
afterEach(closeAll)
afterAll(closeAll)

/** Virtual time never asks for a whole workload. */
function planFor(candidate: string, seed = 1, scenario: Scenario = tinyScenario()): TrialPlan {
  const workload = (): never => {
    throw new Error('the workload was drawn')
  }
  const [parsed] = parseCandidates(candidate, ['virtual', 'embedded'])
  return { role: 'candidate', scenario, candidate: parsed!, round: 0, position: 0, attempt: 1, seed, workload }
}

/** As long as any test can wait. */
const endless = tinyScenario(({ run }) => ({ run: { ...run, durationMs: 1e9 } }))
const numbersOf = ({ tally, ...trial }: Trial): unknown => ({ ...trial, tally: plain(tally!) })
const threads = (): number => readdirSync('/proc/self/task').length

/** Node starts the threads of its own pool when they are needed first, which must not look like ours. */
beforeAll(() => Promise.all(Array.from({ length: 16 }, () => promisify(pbkdf2)('', '', 5000, 8, 'sha1'))))

describe('a trial in virtual time', () => {
  it('bears the marks of its plan, has a tally, and neither rows nor a health', async () => {
    const { backends, ...rest } = tinyScenario()
    const scenario = {
      ...rest,
      backends: backends.map((spec, i) => ({ ...spec, weight: i + 1, backup: i === 3 })),
    }
    const plan = { ...planFor('p2c', 7, scenario), role: 'twin', round: 3, position: 2 } as const
    const { tally, ...trial } = await engineOf().run(plan, never)
    expect(trial).toEqual({
      role: 'twin',
      candidate: 'p2c',
      round: 3,
      position: 2,
      attempt: 1,
      seed: 7,
      backends: ['b1', 'b2', 'b3', 'b4'],
      weights: [1, 2, 3, 0],
      durationMs: 500,
      record: undefined,
      health: undefined,
      balancer: noStats(),
    })
    expect(tally!.requests).toBeGreaterThan(80)
    expect(tally!.perBackend[3]).toBe(0)
  })

  it('keeps rows where they are asked for, and no other numbers then', async () => {
    const [bare, kept] = [engineOf(), engineOf({ records: true })]
    const [without, withRows] = await Promise.all([bare, kept].map(engine => engine.run(planFor('lc'), never)))
    expect(numbersOf({ ...withRows!, record: undefined })).toEqual(numbersOf(without!))
    expect(withRows!.record!.dueMs.filter(dueMs => dueMs >= 0).length).toBe(without!.tally!.requests)
  })

  it('is traced where a file is named for it', async () => {
    const traceOf = ({ candidate }: TrialPlan): string | undefined =>
      candidate.id === 'lc' ? `${folder}/lc.trace` : undefined
    const engine = engineOf({ traceOf })
    await Promise.all(['rr', 'lc'].map(id => engine.run(planFor(id), never)))
    expect(existsSync(`${folder}/lc.trace`)).toBe(true)
    expect(readdirSync(folder)).toEqual(['lc.trace'])
  })

  it('lets whoever wants see a long trial while it runs', async () => {
    const told: string[] = []
    const long = tinyScenario(({ run }) => ({ run: { ...run, durationMs: 1_500_000 } }))
    const glimpse = ({ atMs, endsMs, requests, backends }: Glimpse): void => {
      expect(Math.abs(atMs / endsMs - requests / 360_000)).toBeLessThan(0.05)
      told.push(backends.map(({ name }) => name).join())
    }
    await engineOf().run({ ...planFor('rr', 1, long), glimpse }, never)
    expect(told).toEqual(['b1,b2,b3,b4', 'b1,b2,b3,b4'])
  })
})

describe('many trials at once', () => {
  it('come to the same numbers on any number of threads', async () => {
    const plans = ['rr', 'lc', 'p2c', 'iphash', 'ideal'].flatMap(id => [1, 2].map(seed => planFor(id, seed)))
    const all = (engine: VirtualEngine): Promise<Trial[]> => Promise.all(plans.map(plan => engine.run(plan, never)))
    const [one, three] = await Promise.all([all(engineOf({ threads: 1 })), all(engineOf({ threads: 3 }))])
    expect(three.map(numbersOf)).toEqual(one.map(numbersOf))
    expect(new Set(one.map(trial => JSON.stringify(plain(trial.tally!)))).size).toBe(plans.length)
  })

  it('use no more threads than were given, and none before the first', async () => {
    await engineOf({ threads: 1 }).run(planFor('rr'), never)
    await closeAll()
    const before = threads()
    const engine = engineOf({ threads: 2 })
    expect(threads()).toBe(before)
    const stop = new AbortController()
    const running = Promise.allSettled(
      [1, 2, 3, 4, 5].map(seed => engine.run(planFor('rr', seed, endless), stop.signal)),
    )
    expect(await eventually(() => threads() === before + 2, 3000)).toBe(true)
    stop.abort(new Error('enough'))
    await running
  })

  it('leave the others alone where one fails', async () => {
    const engine = engineOf()
    const { candidate, ...plan } = planFor('rr')
    const broken = { ...plan, candidate: { ...candidate, strategy: 'nobody' } }
    const [before, failed, after] = await Promise.allSettled(
      [planFor('lc'), broken, planFor('p2c')].map(each => engine.run(each, never)),
    )
    expect(failed).toMatchObject({
      status: 'rejected',
      reason: { code: 'UNKNOWN_NAME', message: expect.stringContaining('unknown strategy "nobody"'), exitStatus: 2 },
    })
    expect([before!.status, after!.status]).toEqual(['fulfilled', 'fulfilled'])
  })
})

describe('the end of virtual time', () => {
  it('comes at once when the user stops it, in mid-job, and leaves no thread', async () => {
    const before = threads()
    const engine = engineOf()
    const stop = new AbortController()
    const settled = Promise.allSettled(
      [1, 2, 3, 4, 5].map(seed => engine.run(planFor('rr', seed, endless), stop.signal)),
    )
    expect(await eventually(() => threads() > before, 3000)).toBe(true)
    stop.abort(new Error('enough'))
    const reasons = (await settled).map(outcome => outcome.status === 'rejected' && outcome.reason)
    expect(reasons).toEqual(Array(5).fill(stop.signal.reason))
    expect(await eventually(() => threads() <= before, 3000)).toBe(true)
    // It goes on with who does not share the signal.
    expect((await engine.run(planFor('rr'), never)).tally!.requests).toBeGreaterThan(80)
    await engine.close()
    expect(await eventually(() => threads() <= before, 3000)).toBe(true)
  })

  it('rejects what runs and what waits when it is closed', async () => {
    const engine = engineOf({ threads: 1 })
    const settled = Promise.allSettled([1, 2, 3].map(seed => engine.run(planFor('rr', seed, endless), never)))
    await Promise.resolve()
    await engine.close()
    for (const outcome of await settled)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'the simulation was stopped' } })
  })

  it('needs no close for the process to end', () => {
    const script = `
      import { createVirtualEngine } from '${packageRoot}dist/virtual/virtual-engine.js'
      import { readScenario } from '${packageRoot}dist/scenario/reader.js'
      const { scenario } = readScenario('steady', { shippedDir: '${packageRoot}scenarios', overrides: { duration: '500ms' } })
      const candidate = { id: 'rr', engine: 'virtual', strategy: 'rr', options: {} }
      const plan = { role: 'candidate', scenario, candidate, round: 0, position: 0, attempt: 1, seed: 1 }
      const { tally } = await createVirtualEngine().run(plan, new AbortController().signal)
      console.log(tally.requests > 0)`
    const path = join(folder, 'ends.mjs')
    writeFileSync(path, script)
    expect(execFileSync(process.execPath, [path], { timeout: 60_000, encoding: 'utf8' })).toBe('true\n')
  })
})
