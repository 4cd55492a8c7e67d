import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { type Ending, type FlaskOptions, type FlaskServer, isAlive, startFlask } from './flask-server.js'
import { eventually } from './processes.js'

/**
 * What the servers do that people run Flask with, against the facts that simulated backends are built from (gunicorn 20.1.0,
 * uWSGI 2.0.21): counts and order. Times are bounds from below, which no busy machine breaks.
 */

let server: FlaskServer | undefined
afterEach(() => server?.stop())

async function start(options: FlaskOptions): Promise<FlaskServer> {
  server = await startFlask(options)
  return server
}

const hanging = { failure: 0 }
const asked = (args: string): Record<string, string> => ({ GUNICORN_CMD_ARGS: `--log-level info ${args}` })
const times = <T>(n: number, act: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => act(i))

/** So many users who ask again at once, until `enough` says so; all their endings. */
async function users(
  n: number,
  { ask }: FlaskServer,
  enough: (endings: readonly Ending[]) => boolean,
): Promise<Ending[]> {
  const endings: Ending[] = []
  await Promise.all(
    times(n, async () => {
      while (!enough(endings)) endings.push(await ask({}))
    }),
  )
  return endings
}

describe('gunicorn with sync workers', () => {
  it('kills a worker that hangs: its client gets EOF, who waits behind it gets an answer', async () => {
    const { ask, workers } = await start({ kind: 'gunicorn', serviceMs: 1, hangMs: 60_000, env: asked('--timeout 1') })
    const order: string[] = []
    const note = (name: string) => (ending: Ending) => {
      order.push(name)
      return ending
    }
    const hung = ask(hanging).then(note('hung'))
    await delay(100)
    const behind = times(3, () => ask({}).then(note('behind')))
    expect(await hung).toBe('closed')
    expect(await Promise.all(behind)).toEqual([200, 200, 200])
    expect(order[0]).toBe('hung')
    expect(workers()).toHaveLength(2)
  })

  it('starts a worker anew after max_requests, and nobody notices but by waiting', async () => {
    const { ask, workers } = await start({ kind: 'gunicorn', serviceMs: 1, env: asked('--max-requests 5') })
    const endings: Ending[] = []
    for (let i = 0; i < 22; i++) endings.push(await ask({}))
    expect(endings).toEqual(times(22, () => 200))
    // 5 each, the questions after its readiness among them.
    expect(workers().length).toBeGreaterThanOrEqual(5)
  })

  it('answers everybody where its backlog overflows: the kernel lets them knock again', async () => {
    const { ask } = await start({ kind: 'gunicorn', serviceMs: 30, backlog: 1 })
    expect(await Promise.all(times(8, () => ask({})))).toEqual(times(8, () => 200))
  })

  it('reloads on HUP under traffic without an error', async () => {
    const server = await start({ kind: 'gunicorn', workers: 2, serviceMs: 10, env: asked('') })
    const before = server.workers()
    let reloaded = false
    const traffic = users(4, server, endings => reloaded && endings.length >= 100)
    process.kill(server.pid, 'SIGHUP')
    reloaded = await eventually(() => server.workers().length >= 4 && !before.some(isAlive), 20_000)
    const endings = await traffic
    expect(reloaded).toBe(true)
    expect(endings.filter(ending => ending !== 200)).toEqual([])
  })

  it('loses exactly one request with a worker that is killed', async () => {
    const { ask, workers } = await start({ kind: 'gunicorn', workers: 2, serviceMs: 1500, env: asked('') })
    await eventually(() => workers().length === 2, 5000)
    // Two in service, two behind them.
    const all = times(4, () => ask({}))
    await delay(500)
    process.kill(workers()[0]!, 'SIGKILL')
    const endings = await Promise.all(all)
    expect(endings.filter(ending => ending === 200)).toHaveLength(3)
    expect(endings.filter(ending => ending !== 200)).toHaveLength(1)
    expect(await ask({ demand: 0.1 })).toBe(200)
  })

  it('serves one request a worker at a time', async () => {
    const { ask } = await start({ kind: 'gunicorn', workers: 2, serviceMs: 100 })
    const began = performance.now()
    await Promise.all(times(6, () => ask({})))
    // 6 of 100 ms on 2 workers; what Python itself takes is within the 100.
    expect(performance.now() - began).toBeGreaterThan(290)
  })
})

describe('threads', () => {
  it('add nothing where the work is CPU: the interpreter lock lets one thread run at a time', async () => {
    const { ask } = await start({ kind: 'gunicorn-gthread', threads: 2, serviceMs: 150, cpuShare: 1 })
    const began = performance.now()
    await Promise.all([ask({}), ask({})])
    expect(performance.now() - began).toBeGreaterThan(295)
  })

  it('serve side by side where the work is waiting', async () => {
    const { ask } = await start({ kind: 'gunicorn-gthread', threads: 2, serviceMs: 1500 })
    const began = performance.now()
    await Promise.all([ask({}), ask({})])
    expect(performance.now() - began).toBeLessThan(2900)
  })
})

describe('uWSGI', () => {
  it('kills a worker that hangs (harakiri): its client gets EOF, the next one an answer', async () => {
    const { ask } = await start({ kind: 'uwsgi', serviceMs: 1, hangMs: 60_000, env: { UWSGI_HARAKIRI: '1' } })
    expect(await ask(hanging)).toBe('closed')
    expect(await ask({})).toBe(200)
  })
})
