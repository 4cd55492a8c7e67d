import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { monotonicMs } from '../../src/live/clock.js'
import { ProgramGroup } from '../../src/live/programs/group.js'
import type { Program } from '../../src/live/programs/parent.js'
import { headers } from '../../src/live/protocol.js'
import type { BackendSpec, FailureSpec } from '../../src/model/backend-spec.js'
import { tinyScenario } from './tiny-scenario.js'

interface Reply {
  readonly status: number
  readonly headers: Record<string, string | string[] | undefined>
  readonly body: string
  readonly tookMs: number
}

const [sample] = tinyScenario().backends
const healthy: FailureSpec = {
  errorShare: 0,
  status: 500,
  resetShare: 0,
  closeShare: 0,
  hangShare: 0,
  hangMs: 1000,
  afterShare: 1,
}
const constant = (valueMs: number) => ({ kind: 'constant', valueMs }) as const

/** Starts one backend in a process of its own, hands out its port, and stops it. */
async function withBackend(
  change: Partial<BackendSpec>,
  use: (port: number, program: Program) => Promise<void>,
  reports = false,
): Promise<void> {
  const group = new ProgramGroup(new AbortController().signal)
  const program = group.start({
    title: 'the backend',
    module: 'backends/program.js',
    diedCode: 'BACKEND_FAILED',
    realtime: false,
  })
  const spec = { ...sample!, latency: constant(50), failures: healthy, ...change }
  await group.during(async () => {
    const boot = { specs: [spec], ports: [0], host: '127.0.0.1', seed: 1, reports }
    const [port] = await program.call<number[]>('boot', boot)
    await use(port!, program)
  })
}

/** A new connection for each request, as gunicorn was measured. */
function get(port: number, fields: Record<string, string> = {}): Promise<Reply> {
  const startedMs = monotonicMs()
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, headers: fields, agent: false }, answer => {
      let body = ''
      answer.on('data', chunk => {
        body += chunk
      })
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, headers: answer.headers, body, tookMs: monotonicMs() - startedMs }),
      )
    })
    sent.on('error', reject)
    sent.end()
  })
}

const timing = ({ headers: given }: Reply): Record<string, number> =>
  Object.fromEntries(
    [...String(given[headers.timing]).matchAll(/(\w+);dur=([\d.]+)/g)].map(([, name, ms]) => [name, Number(ms)]),
  )

describe('a simulated backend over real HTTP', () => {
  it('serves as many at once as it has workers and queues the others, as gunicorn: S * ceil(c / k)', async () => {
    await withBackend({ workers: 2, latency: constant(100) }, async port => {
      const startedMs = monotonicMs()
      const answeredMs: number[] = []
      const noting = (reply: Reply): Reply => {
        answeredMs.push(monotonicMs() - startedMs)
        return reply
      }
      const replies = await Promise.all(Array.from({ length: 8 }, () => get(port).then(noting)))
      // Never sooner than the queue allows; how much later is the machine's doing.
      for (const [i, ms] of answeredMs.entries()) expect(ms).toBeGreaterThanOrEqual(100 * Math.ceil((i + 1) / 2))
      expect(answeredMs.at(-1)).toBeLessThan(1500)
      for (const reply of replies) {
        const { queue, app, ideal } = timing(reply)
        expect(app).toBe(100)
        expect(queue! + app!).toBeCloseTo(ideal!, 2)
        expect(reply.tookMs).toBeGreaterThan(ideal! - 0.01)
      }
    })
  })

  it('takes the demand as the quantile of its service time', async () => {
    await withBackend({ latency: { kind: 'uniform', minMs: 10, maxMs: 110 } }, async port => {
      for (const [demand, expectedMs] of [
        ['0.1', 20],
        ['0.5', 60],
        ['0.9', 100],
      ] as const) {
        expect(timing(await get(port, { [headers.demand]: demand })).app).toBeCloseTo(expectedMs, 2)
      }
    })
  })

  it('never answers before its service time is over, and not much later', async () => {
    await withBackend({ latency: constant(3.7) }, async port => {
      const tookMs: number[] = []
      for (let i = 0; i < 50; i++) tookMs.push((await get(port)).tookMs)
      expect(Math.min(...tookMs)).toBeGreaterThanOrEqual(3.7)
      expect(tookMs.sort((a, b) => a - b)[25]).toBeLessThan(100)
    })
  })

  it('names itself, and closes every connection where keepAlive is off, as gunicorn’s sync worker', async () => {
    await withBackend({ name: 'sync', keepAliveMs: 0 }, async port => {
      const reply = await get(port)
      expect(reply.status).toBe(200)
      expect(reply.headers).toMatchObject({ [headers.backend]: 'sync', connection: 'close' })
      expect(JSON.parse(reply.body)).toEqual({ backend: 'sync', ok: true })
    })
  })

  it('answers a priming request at once, beside the queue', async () => {
    await withBackend({ workers: 1, latency: constant(500) }, async port => {
      const slow = get(port)
      await sleep(20)
      expect((await get(port, { [headers.prime]: '1' })).tookMs).toBeLessThan(400)
      await slow
    })
  })

  it('lets a health check wait for a worker as any request, and serves it in no time', async () => {
    await withBackend({ workers: 1, latency: constant(300) }, async port => {
      const [served, checked] = await Promise.all([get(port), get(port, { [headers.check]: '1' })])
      expect(timing(served).app).toBe(300)
      expect(timing(checked).app).toBe(0)
      expect(timing(checked).queue).toBeGreaterThan(0)
      expect(timing(await get(port, { [headers.check]: '1' }))).toEqual({ queue: 0, app: 0, ideal: 0 })
    })
  })

  it('fails a health check as it fails requests', async () => {
    await withBackend({ failures: { ...healthy, errorShare: 1, status: 503 } }, async port => {
      expect(await get(port, { [headers.check]: '1' })).toMatchObject({ status: 503 })
    })
  })

  it('answers a probe beside the queue, with its load', async () => {
    const probe = { [headers.probe]: '1' }
    await withBackend(
      { workers: 1, latency: constant(1000) },
      async port => {
        expect((await get(port, probe)).headers[headers.load]).toBe('in-flight=0')
        const slow = [get(port), get(port)]
        await expect.poll(async () => (await get(port, probe)).headers[headers.load]).toMatch(/^in-flight=2/)
        await Promise.all(slow)
        expect((await get(port, probe)).headers[headers.load]).toMatch(/^in-flight=0, latency=\d+\.\d{3}$/)
      },
      true,
    )
  })

  it('says nothing of its load where nobody keeps it', async () => {
    await withBackend({}, async port => {
      const reply = await get(port, { [headers.probe]: '1' })
      expect(reply.status).toBe(200)
      expect(reply.headers[headers.load]).toBeUndefined()
    })
  })

  it('says how many wait behind an answer where it is asked to, and only there', async () => {
    await withBackend({ workers: 1, latency: constant(200) }, async port => {
      const asking = { [headers.feedback]: '1' }
      const replies = await Promise.all([get(port, asking), get(port, asking), get(port, asking), get(port)])
      const queued = replies.map(reply => reply.headers[headers.queued])
      // Who comes last of the four is the connections' race; the answers leave one by one.
      expect(queued.filter(count => count !== undefined).length).toBe(3)
      expect(queued[3]).toBeUndefined()
      expect(new Set(queued.slice(0, 3)).size).toBe(3)
      for (const count of queued.slice(0, 3)) expect(['0', '1', '2', '3']).toContain(count)
    })
  })

  it('fails as the draw says: error, reset, close without reply, hang', async () => {
    const failures = {
      ...healthy,
      errorShare: 0.25,
      status: 503,
      resetShare: 0.25,
      closeShare: 0.25,
      hangShare: 0.25,
      hangMs: 300,
    }
    await withBackend({ failures, workers: 4 }, async port => {
      const draw = (failure: string): Promise<unknown> =>
        get(port, { [headers.failure]: failure }).catch((error: Error) => error.message)
      expect(await draw('0.1')).toMatchObject({ status: 503 })
      expect(await draw('0.3')).toMatch(/ECONNRESET/)
      expect(await draw('0.6')).toMatch(/socket hang up/)
      const startedMs = monotonicMs()
      expect(await draw('0.9')).toMatch(/socket hang up/)
      expect(monotonicMs() - startedMs).toBeGreaterThanOrEqual(299)
    })
  })

  it('lets one wait a second in vain where the backlog is full, as a dropped SYN', async () => {
    await withBackend({ workers: 1, backlog: 0, latency: constant(100) }, async port => {
      // One is served, one waits, the third knocks again after 1 s.
      const tookMs = (await Promise.all([get(port), get(port), get(port)]))
        .map(reply => reply.tookMs)
        .sort((a, b) => a - b)
      expect(tookMs[1]).toBeLessThan(900)
      expect(tookMs[2]).toBeGreaterThanOrEqual(1099)
    })
  })

  it('crashes and recovers on the wire: reset, refused, and there again on the same port', async () => {
    const faults = [
      { atMs: 100, kind: 'crash' },
      { atMs: 500, kind: 'recover' },
    ] as const
    await withBackend({ faults, latency: constant(400) }, async (port, program) => {
      const startAt = monotonicMs()
      await program.call('begin', { startAt, warmupMs: 0, durationMs: 1000 })
      const until = (ms: number): Promise<void> => sleep(Math.max(0, startAt + ms - monotonicMs()))
      const inFlight = get(port).catch((error: Error) => error.message)
      expect(await inFlight).toMatch(/ECONNRESET|socket hang up/)
      await until(250)
      expect(await get(port).catch((error: Error) => error.message)).toMatch(/ECONNREFUSED/)
      await until(700)
      expect(await get(port)).toMatchObject({ status: 200 })
    })
  })
})
