import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { errorKinds, type Trial, type TrialRecord } from '../../src/bench/trial.js'
import { embeddedEngine } from '../../src/live/engines/embedded/embedded-engine.js'
import type { BackendSpec } from '../../src/model/backend-spec.js'
import { failureOf } from '../../src/model/fate.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { planFor, tinyScenario } from './tiny-scenario.js'

const apps = mkdtempSync(join(tmpdir(), 'lbbench-apps-'))
afterAll(() => rmSync(apps, { recursive: true }))

function app(name: string, yaml: string, files: Readonly<Record<string, string>> = {}): string {
  mkdirSync(join(apps, name))
  writeFileSync(join(apps, name, 'backend.yaml'), `name: ${name}\ndescription: For a test.\n${yaml}`)
  for (const [file, text] of Object.entries(files)) writeFileSync(join(apps, name, file), text)
  return join(apps, name)
}

/** Two backends of one worker, 80 requests a second of 5 ms: far below what they can do. */
function served(backendKind: string, change: Partial<BackendSpec> = {}, more: Partial<Scenario['run']> = {}): Scenario {
  return tinyScenario(({ backends, run, traffic }) => ({
    backends: backends.slice(0, 2).map(spec => ({
      ...spec,
      ...{ workers: 1, latency: { kind: 'constant', valueMs: 5 } as const },
      ...change,
    })),
    traffic: {
      ...traffic,
      timeoutMs: 10_000,
      load: { ...(traffic.load as { kind: 'open' }), ratePerSecond: 80 } as never,
    },
    run: { ...run, ...more, backendKind },
  }))
}

async function measured(scenario: Scenario, candidate = 'rr'): Promise<Trial & { readonly record: TrialRecord }> {
  const trial = await embeddedEngine.run(planFor(scenario, candidate), new AbortController().signal)
  return trial as Trial & { readonly record: TrialRecord }
}

function failing(scenario: Scenario): Promise<unknown> {
  return measured(scenario).then(
    () => {
      throw new Error('expected a failure')
    },
    (error: { hint?: string }) => {
      // The logs of what fails are kept for the user; here nobody reads them.
      const [kept] = /\/\S*lbbench-backends-\S+/.exec(error.hint ?? '') ?? []
      if (kept !== undefined) rmSync(kept, { recursive: true })
      return error
    },
  )
}

const rowsOf = ({ size }: TrialRecord): number[] => Array.from({ length: size }, (_, row) => row)

describe.each(['gunicorn', 'gunicorn-gthread', 'gunicorn-gevent', 'uwsgi', 'flask-dev'])('Flask under %s', kind => {
  it('answers every request of the workload once, by name and with its service time', async () => {
    const { record, health } = await measured(served(kind))
    expect(record.size).toBeGreaterThan(20)
    expect([...record.status]).toEqual(rowsOf(record).map(() => 200))
    expect([...record.tries]).toEqual(rowsOf(record).map(() => 1))
    const counts = [0, 1].map(backend => record.backend.filter(each => each === backend).length)
    expect(counts[0]! + counts[1]!).toBe(record.size)
    expect(Math.abs(counts[0]! - counts[1]!)).toBeLessThanOrEqual(1)
    // Whoever waited before a worker is known where nobody waits only.
    const unlimited = kind === 'gunicorn-gevent' || kind === 'flask-dev'
    for (const row of rowsOf(record)) {
      // A worker subtracts how late it usually wakes up, 3 ms at most.
      expect(record.appMs[row]).toBeGreaterThanOrEqual(unlimited ? 5 : 2)
      expect(record.queueMs[row]).toBe(unlimited ? 0 : Number.NaN)
      expect(record.idealMs[row]).toBe(unlimited ? record.appMs[row] : Number.NaN)
    }
    expect(health!.backendUtilisation).toBeGreaterThanOrEqual(0)
  })

  it('fails the very requests that the simulated backend fails, in the same way', async () => {
    const failures = {
      errorShare: 0.2,
      status: 503,
      resetShare: 0.1,
      closeShare: 0.1,
      hangShare: 0,
      hangMs: 1,
      afterShare: 0,
    }
    const scenario = tinyScenario(() => served(kind, { failures, maxFails: 0 }))
    const plan = planFor(
      { ...scenario, balancer: { ...scenario.balancer, retry: { ...scenario.balancer.retry, count: 0 } } },
      'rr',
    )
    const { record } = await embeddedEngine.run(plan, new AbortController().signal)
    const { failure } = plan.workload()
    // The balancer hides from its client how a backend left it: 502.
    const expected = { none: 200, error: 503, reset: 502, close: 502, hang: 502 }
    const kinds = rowsOf(record!).map(row => failureOf(failures, failure[row]!))
    expect(new Set(kinds).size).toBe(4)
    expect([...record!.status]).toEqual(kinds.map(each => expected[each]))
  })
})

it('who burns CPU waits for the lock of the interpreter before it is a request: nobody tells for how long', async () => {
  const { record } = await measured(served('flask-dev', { cpuShare: 1 }))
  expect(record.size).toBeGreaterThan(20)
  for (const row of rowsOf(record)) {
    expect(record.appMs[row]).toBeGreaterThanOrEqual(5)
    expect([record.queueMs[row], record.idealMs[row]]).toEqual([Number.NaN, Number.NaN])
  }
})

describe('a real server', () => {
  it('crashes and recovers as the scenario says, and is served around', async () => {
    const scenario = served('gunicorn', {}, { durationMs: 8000 })
    const [first, second] = scenario.backends
    const faults = [
      { atMs: 500, kind: 'crash' as const },
      { atMs: 1000, kind: 'recover' as const },
    ]
    const { record } = await measured({ ...scenario, backends: [{ ...first!, faults, failTimeoutMs: 200 }, second!] })
    const servedBy = (from: number, to: number): Set<number> =>
      new Set(
        rowsOf(record)
          .filter(row => record.dueMs[row]! >= from && record.dueMs[row]! < to)
          .map(row => record.backend[row]!),
      )
    expect(servedBy(0, 450)).toEqual(new Set([0, 1]))
    expect(servedBy(600, 1000)).toEqual(new Set([1]))
    // It takes its time to start, which is real.
    expect(servedBy(6000, 8000).has(0)).toBe(true)
    // Nobody but those who were in it lost anything, and they were tried again elsewhere.
    expect(
      [...record.status].filter(status => status !== 200 && status !== errorKinds.closed).length,
    ).toBeLessThanOrEqual(1)
  })

  it('stands still and goes on: whoever it keeps waiting times out, and then it serves again', async () => {
    const faults = [
      { atMs: 500, kind: 'freeze' as const },
      { atMs: 3000, kind: 'thaw' as const },
    ]
    const scenario = served('gunicorn', {}, { durationMs: 7000 })
    const [first, second] = scenario.backends
    const { record } = await measured({
      ...scenario,
      backends: [{ ...first!, faults, maxFails: 0 }, second!],
      traffic: { ...scenario.traffic, timeoutMs: 500 },
    })
    const due = (from: number, to: number): number[] =>
      rowsOf(record).filter(row => record.dueMs[row]! >= from && record.dueMs[row]! < to)
    const frozen = due(700, 2000)
    const timeouts = frozen.filter(row => record.status[row] === errorKinds.timeout).length
    expect(timeouts).toBeGreaterThan(frozen.length / 4)
    expect(timeouts).toBeLessThan((frozen.length * 3) / 4)
    const after = due(6000, 7000)
    expect(new Set(after.map(row => record.status[row]))).toEqual(new Set([200]))
    expect(new Set(after.map(row => record.backend[row]))).toEqual(new Set([0, 1]))
  })

  it('is deployed without a request lost, drained first and started again', async () => {
    const scenario = served('gunicorn', {}, { durationMs: 9000 })
    const turn = (fromMs: number, backend: number) => ({
      faults: [
        { atMs: fromMs + 500, kind: 'stop' as const },
        { atMs: fromMs + 600, kind: 'recover' as const },
      ],
      changes: [
        { atMs: fromMs, backend, kind: 'drain' as const },
        { atMs: fromMs + 3500, backend, kind: 'join' as const },
      ],
    })
    const turns = [turn(500, 0), turn(4500, 1)]
    const { record } = await measured({
      ...scenario,
      backends: scenario.backends.map((spec, i) => ({ ...spec, faults: turns[i]!.faults })),
      balancer: { ...scenario.balancer, changes: turns.flatMap(({ changes }) => changes) },
    })
    expect(record.size).toBeGreaterThan(500)
    expect(new Set(record.status)).toEqual(new Set([200]))
    const servedBy = (from: number, to: number): Set<number> =>
      new Set(
        rowsOf(record)
          .filter(row => record.dueMs[row]! >= from && record.dueMs[row]! < to)
          .map(row => record.backend[row]!),
      )
    expect([servedBy(1000, 3500), servedBy(5000, 7500)]).toEqual([new Set([1]), new Set([0])])
  })

  it('that is not there at first is served around, and starts when it is to', async () => {
    const scenario = served('gunicorn', {}, { durationMs: 6000 })
    const [first, second] = scenario.backends
    const faults = [{ atMs: 500, kind: 'recover' as const }]
    const { record } = await measured({ ...scenario, backends: [{ ...first!, faults, failTimeoutMs: 200 }, second!] })
    const by = (from: number, to: number): Set<number> =>
      new Set(
        rowsOf(record)
          .filter(row => record.dueMs[row]! >= from && record.dueMs[row]! < to)
          .map(row => record.backend[row]!),
      )
    expect(by(0, 480)).toEqual(new Set([1]))
    expect(by(5000, 6000)).toEqual(new Set([0, 1]))
  })

  it('may be somebody’s own, in any language, if it says its name', async () => {
    const server = `require('http').createServer((_, answer) => {
      answer.setHeader('x-lbbench-backend', process.env.LBBENCH_NAME)
      answer.end('hello')
    }).listen(Number(process.argv[2]), '127.0.0.1')`
    const own = app('own', `command: [node, server.js, '\${port}']\n`, { 'server.js': server })
    const { record } = await measured(served(own))
    expect([...record.status]).toEqual(rowsOf(record).map(() => 200))
    expect(new Set(record.backend)).toEqual(new Set([0, 1]))
    expect(record.appMs.every(Number.isNaN)).toBe(true)
  })
})

describe('a server that does not serve', () => {
  it('is shown with the last line of its traceback where its app cannot be imported', async () => {
    const yaml = `command: [gunicorn, --preload, --bind, '\${host}:\${port}', app:app]\n`
    const error = await failing(served(app('unimportable', yaml, { 'app.py': 'import no_such_thing\n' })))
    expect(error).toMatchObject({
      code: 'BACKEND_FAILED',
      exitStatus: 3,
      message: expect.stringMatching(
        /^backend b[12] \(unimportable\) ended unexpectedly: exit status \d+: ModuleNotFoundError: No module named 'no_such_thing'$/,
      ),
      hint: expect.stringMatching(/logs of the backends are in \//),
    })
  })

  it('is given up where it is never ready', async () => {
    const error = await failing(served(app('never', "command: [sleep, '1000']\nready: { timeout: 300ms }\n")))
    expect(error).toMatchObject({
      code: 'BACKEND_FAILED',
      message: expect.stringMatching(/was not ready after 0.3 s: GET \/ on port \d+: /),
    })
  })

  it('ends the run where it dies in the middle of a trial', async () => {
    const server = `let left = 320
    require('http').createServer((_, answer) => {
      if (left-- === 0) throw new RangeError('enough')
      answer.end()
    }).listen(Number(process.argv[2]), '127.0.0.1')`
    const error = await failing(
      served(
        app('mortal', "command: [node, server.js, '${port}']\n", { 'server.js': server }),
        {},
        { durationMs: 20_000 },
      ),
    )
    expect(error).toMatchObject({ code: 'BACKEND_FAILED', message: expect.stringMatching(/RangeError: enough$/) })
  })

  it('is not started where its port is taken', async () => {
    const squatter = createServer()
    await new Promise<void>(resolve => squatter.listen(0, '127.0.0.1', resolve))
    const { port } = squatter.address() as { port: number }
    const scenario = served('gunicorn')
    const error = await failing({ ...scenario, backends: [{ ...scenario.backends[0]!, port }] })
    squatter.close()
    expect(error).toMatchObject({
      code: 'PORT_TAKEN',
      message: `backend b1 (gunicorn) cannot listen on 127.0.0.1:${port}: the port is taken`,
    })
  })

  it('is missed before anything runs', async () => {
    const { assertInstalled } = await import('../../src/live/backends/real/kind-of.js')
    const { readKind } = await import('../../src/scenario/backend-kind/read-kind.js')
    const needs = `needs:
  - { name: frobnicator, check: [frobnicate, --version], install: apt-get install frobnicator }
  - { name: the other, check: ['false'], install: apt-get install other }
  - { name: sleep, check: [sleep, '0'], install: apt-get install coreutils }
`
    const kind = readKind(app('lacking', `command: [frobnicate]\n${needs}`), '/nowhere')
    expect(() => assertInstalled(kind)).toThrow(
      expect.objectContaining({
        code: 'BACKEND_FAILED',
        message: 'backend kind lacking needs frobnicator and the other, which are not installed',
        hint: 'install with: apt-get install frobnicator; apt-get install other',
      }),
    )
  })
})
