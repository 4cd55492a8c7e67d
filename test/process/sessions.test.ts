import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import type { TrialRecord } from '../../src/bench/trial.js'
import { embeddedEngine } from '../../src/live/engines/embedded/embedded-engine.js'
import { freePort } from '../../src/live/listen.js'
import { checkRedis } from '../../src/live/sessions/check-redis.js'
import { installedRedis } from '../../src/live/sessions/redis-server.js'
import { noLimit } from '../../src/model/balancer-spec.js'
import { type SessionStoreName, sessionEnds, sessionStores } from '../../src/model/sessions.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { runJob } from '../../src/virtual/run-job.js'
import { eventually } from './processes.js'
import { planFor, tinyScenario } from './tiny-scenario.js'

const never = new AbortController().signal
const servers: ChildProcess[] = []

afterAll(async () => {
  for (const server of servers.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    server.kill('SIGKILL')
    await once(server, 'exit')
  }
})

/** One user after the other's answer, so that everything happens in the order of the workload. */
function scenarioOf(store: SessionStoreName, redisUrl = '', change: Partial<Scenario> = {}): Scenario {
  return tinyScenario(({ backends, traffic, run }) => ({
    backends: backends.map(spec => ({ ...spec, latency: { kind: 'constant' as const, valueMs: 1 } })),
    traffic: {
      ...traffic,
      load: { kind: 'closed', connections: 1, think: { kind: 'constant', valueMs: 0 } },
      clients: { count: 12, zipf: 0 },
      sessions: { store, redisUrl, storeLatency: { kind: 'constant', valueMs: 0.3 }, lifeMs: noLimit },
    },
    run: { ...run, durationMs: 1000 },
    ...change,
  }))
}

async function live(scenario: Scenario, candidate = 'rr'): Promise<TrialRecord> {
  return (await embeddedEngine.run(planFor(scenario, candidate), never)).record!
}

function virtual(scenario: Scenario, candidate = 'rr'): TrialRecord {
  const { strategy, options } = planFor(scenario, candidate).candidate
  return runJob({ scenario, strategy, options, seed: 1, records: true }).record!
}

const endsOf = ({ sessions }: TrialRecord, rows: number): number[] => [...sessions!.end.slice(0, rows)]
const count = ({ sessions }: TrialRecord, end: number): number => sessions!.end.filter(each => each === end).length

/** The Redis of a trial that runs in this process. It writes over its environment, so that no mark is found there. */
function redisOfThis(): number | undefined {
  const all = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  return all
    .map(Number)
    .find(
      pid =>
        nameOf(pid) === 'redis-server' && descendsFrom(pid, process.pid) && !servers.some(server => server.pid === pid),
    )
}

function descendsFrom(pid: number, ancestor: number): boolean {
  const parent = Number(statOf(pid)[1])
  return parent === ancestor || (parent > 1 && descendsFrom(parent, ancestor))
}

const nameOf = (pid: number): string => /\((.*)\)/.exec(textOf(pid))?.[1] ?? ''
/** State, parent, ... */
const statOf = (pid: number): string[] =>
  textOf(pid)
    .replace(/^.*\) /s, '')
    .split(' ')

function textOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}

/** A Redis of the test's own. */
async function redisOf(...args: string[]): Promise<{ readonly url: string; readonly server: ChildProcess }> {
  const port = await freePort(0, '127.0.0.1', 'the test')
  const bare = ['--port', String(port), '--bind', '127.0.0.1', '--save', '']
  const server = spawn(installedRedis()!, [...bare, ...args], { stdio: 'ignore' })
  servers.push(server)
  const url = `redis://${args.length > 0 ? ':open%20sesame@' : ''}127.0.0.1:${port}`
  await checkRedis(url, 10_000)
  return { url, server }
}

describe('sessions, live', () => {
  it.each(sessionStores.flatMap(store => ['rr', 'chash'].map(candidate => [store, candidate] as const)))(
    'in %s, %s: every request meets the fate it meets in virtual time',
    async (store, candidate) => {
      const scenario = scenarioOf(store)
      const [lived, predicted] = [await live(scenario, candidate), virtual(scenario, candidate)]
      const rows = Math.min(lived.size, predicted.size)
      expect(rows).toBeGreaterThan(20)
      expect(endsOf(lived, rows)).toEqual(endsOf(predicted, rows))
      expect(count(lived, sessionEnds.lost) > 0).toBe(store === 'memory' && candidate === 'rr')
      const timed = lived.sessions!.storeMs.filter(ms => ms >= 0)
      expect(timed.length).toBe(store === 'memory' ? 0 : lived.size)
      // The ideal time of a request is that of its service, 1 ms, and of the store.
      for (const [row, ms] of lived.sessions!.storeMs.entries())
        if (ms >= 0) expect(lived.idealMs[row]!).toBeGreaterThanOrEqual(1 + ms - 0.002)
    },
  )

  it('of a backend that dies are gone from its memory, and from its memory only', async () => {
    const crash = (store: SessionStoreName): Scenario => {
      const scenario = scenarioOf(store, '', { run: { ...tinyScenario().run, durationMs: 1500 } })
      const faults = [
        { atMs: 500, kind: 'crash' as const },
        { atMs: 600, kind: 'recover' as const },
      ]
      return { ...scenario, backends: scenario.backends.map(spec => ({ ...spec, failTimeoutMs: 50, faults })) }
    }
    expect(count(await live(crash('memory'), 'chash'), sessionEnds.lost)).toBeGreaterThan(0)
    expect(count(await live(crash('redis'), 'chash'), sessionEnds.lost)).toBe(0)
  })

  it('of a Redis of ours that dies end the trial with one sentence', async () => {
    const trial = live(scenarioOf('redis', '', { run: { ...tinyScenario().run, durationMs: 5000 } }))
    trial.catch(() => undefined)
    expect(await eventually(() => redisOfThis() !== undefined, 20_000)).toBe(true)
    process.kill(redisOfThis()!, 'SIGKILL')
    // Its end, or that it cannot be reached: whoever notices first.
    await expect(trial).rejects.toMatchObject({ code: 'STORE_FAILED', message: expect.stringMatching(/^Redis .*/) })
  })

  it('end when their time is over, and clients log in again', async () => {
    const scenario = scenarioOf('redis')
    const { traffic, run } = scenario
    const short = { ...traffic, sessions: { ...traffic.sessions!, lifeMs: 1000 } }
    const record = await live({ ...scenario, traffic: short, run: { ...run, durationMs: 1500 } })
    expect(count(record, sessionEnds.again)).toBeGreaterThan(0)
  })
})

describe("the user's own Redis", () => {
  it('is used, with its password, and left without a trace that stays', async () => {
    const { url } = await redisOf('--requirepass', 'open sesame')
    const record = await live(scenarioOf('redis', url))
    expect(count(record, sessionEnds.new)).toBe(12)
    const { createClient } = await import('@redis/client')
    const client = createClient({ url })
    await client.connect()
    const keys = await client.keys('*')
    expect(keys.length).toBe(12)
    expect(keys.every(key => key.startsWith('lbbench:'))).toBe(true)
    for (const key of keys) expect(await client.ttl(key)).toBeGreaterThan(0)
    client.destroy()
  })

  it.each([
    ['goes away', 'SIGKILL', /: /],
    ['hangs', 'SIGSTOP', /: no answer within 1 s$/],
  ] as const)('that %s in mid-run ends the trial with one sentence', async (_, signal, reason) => {
    const { url, server } = await redisOf()
    const scenario = scenarioOf('redis', url)
    const trial = live({ ...scenario, run: { ...scenario.run, durationMs: 3000 } })
    trial.catch(() => undefined)
    const { createClient } = await import('@redis/client')
    const client = createClient({ url })
    client.on('error', () => undefined)
    await client.connect()
    // It has been asked by the backends, so the trial is under way.
    while ((await client.dbSize()) === 0);
    server.kill(signal)
    client.destroy()
    const words = /^Redis at redis:\/\/127\.0\.0\.1:\d+ failed \d+ requests? of a trial, which were answered 500/
    await expect(trial).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringMatching(new RegExp(words.source + reason.source)),
    })
  })

  it.each([
    ['the wrong password', /^Redis at redis:\/\/:\*\*\*@127\.0\.0\.1:\d+ does not let us in: WRONGPASS/],
    ['no password', /^Redis at redis:\/\/127\.0\.0\.1:\d+ does not let us in: NOAUTH/],
  ])('that is met with %s is named, without the password', async (what, message) => {
    const { url } = await redisOf('--requirepass', 'open sesame')
    const wrong = url.replace(':open%20sesame@', what === 'no password' ? '' : ':sesame@')
    await expect(checkRedis(wrong)).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringMatching(message),
    })
  })

  it('that is none, or not there, is named', async () => {
    const other = createServer(socket => {
      socket.on('error', () => undefined)
      socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n')
    })
    const port = await freePort(0, '127.0.0.1', 'the test')
    await new Promise<void>(resolve => other.listen(port, '127.0.0.1', resolve))
    await expect(checkRedis(`redis://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: `what listens at redis://127.0.0.1:${port} is no Redis: it says "HTTP/1.1 400 Bad Request"`,
    })
    await new Promise(resolve => other.close(resolve))
    await expect(checkRedis('redis://127.0.0.1:1')).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: 'Redis at redis://127.0.0.1:1 cannot be reached: ECONNREFUSED',
    })
  })
})
