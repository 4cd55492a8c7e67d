import { createServer, type Server, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createWireServer } from '../../src/live/wire/wire-server.js'
import { nginxRetry, productHealth } from '../../src/model/products.js'
import { findStrategy } from '../../src/strategies/index.js'
import { parseOptions } from '../../src/strategies/options.js'
import { balanced, now } from './balanced.js'
import { answering, client, closedPort, eventually, get, portOf, scripted, serve } from './lab.js'

/** The real balancer before real sockets: what stands around the strategy, end to end. */

const ask = (port: number, fields = ''): Promise<string> =>
  client(port, get('/', `${fields}Connection: close\r\n`)).closed()
const statusOf = (text: string): number => Number(text.slice(9, 12))

/** A backend that answers after a while, and knows how many it served at once. */
async function slow(ms: number) {
  let running = 0
  let most = 0
  const backend = await scripted(socket => {
    most = Math.max(most, ++running)
    setTimeout(() => {
      running--
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nslow')
    }, ms)
  })
  return { ...backend, most: () => most }
}

const queue = { limit: 1000, timeoutMs: 20_000 }

describe('a connection limit', () => {
  test('with a queue: all are served, never more at once than a backend takes', async () => {
    const backends = [await slow(5), await slow(5)]
    const { port, stats, balancer } = await balanced(
      backends.map(backend => backend.port),
      { spec: { queue }, backend: { maxRequests: 2 } },
    )
    const texts = await Promise.all(Array.from({ length: 60 }, () => ask(port)))
    expect(texts.map(statusOf)).toEqual(texts.map(() => 200))
    expect(backends.map(backend => backend.most())).toEqual([2, 2])
    expect(stats.queued).toBeGreaterThan(0)
    expect(stats.queued).toBeLessThanOrEqual(56)
    expect(stats.shed + stats.queueTimeouts).toBe(0)
    expect([balancer.inFlight(0), balancer.inFlight(1)]).toEqual([0, 0])
  })

  test('without a queue: the others are told 503 at once', async () => {
    const stuck = await scripted(() => {})
    const { port, stats } = await balanced([stuck.port], { backend: { maxRequests: 1 } })
    client(port, get())
    await eventually(() => stuck.received() !== '')
    expect(statusOf(await ask(port))).toBe(503)
    expect(stats.shed).toBe(1)
  })

  test('who waits for too long is told 503', async () => {
    const stuck = await scripted(() => {})
    const spec = { queue: { limit: 10, timeoutMs: 60 } }
    const { port, stats } = await balanced([stuck.port], { spec, backend: { maxRequests: 1 } })
    client(port, get())
    await eventually(() => stuck.received() !== '')
    expect((await Promise.all([ask(port), ask(port)])).map(statusOf)).toEqual([503, 503])
    expect(stats).toMatchObject({ queued: 2, queueTimeouts: 2 })
  })

  test('a client that leaves the queue takes nobody along, and its place goes to the next', async () => {
    let waiting: Socket | undefined
    const backend = await scripted(socket => {
      waiting ??= socket
      if (socket !== waiting) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
    })
    const { port, stats } = await balanced([backend.port], { spec: { queue }, backend: { maxRequests: 1 } })
    const first = client(port, get())
    await eventually(() => backend.received() !== '')
    const second = client(port, get('/second'))
    await eventually(() => stats.queued === 1)
    const third = client(port, get('/third'))
    await eventually(() => stats.queued === 2)
    second.socket.destroy()
    await new Promise(resolve => setTimeout(resolve, 20))
    first.socket.destroy()
    await third.until(/ok$/)
    expect(backend.received()).not.toContain('/second')
  })
})

test('a circuit breaker sheds what is above it', async () => {
  const stuck = await scripted(() => {})
  const breaker = { maxRequests: 2, maxPending: 0, maxRetries: 0 }
  const { port, stats } = await balanced([stuck.port], { spec: { breaker } })
  for (let i = 0; i < 2; i++) client(port, get())
  await eventually(() => stuck.received().split('\r\n\r\n').length === 3)
  expect(statusOf(await ask(port))).toBe(503)
  expect(stats.shed).toBe(1)
})

describe('retries', () => {
  const busy = () => scripted(socket => void socket.write('HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy'))

  test('of a status: the other backend answers, after a backoff', async () => {
    const ports = [(await busy()).port, (await answering()).port]
    const retry = { ...nginxRetry(1), on: [503], backoffMs: 20, maxBackoffMs: 20 }
    const { port, stats } = await balanced(ports, { spec: { retry } })
    const texts = [await ask(port), await ask(port), await ask(port)]
    expect(texts.map(statusOf)).toEqual([200, 200, 200])
    expect(stats.retries).toBe(2)
    expect(texts.map(text => /tries: (\d)/.exec(text)![1])).toEqual(['2', '1', '2'])
  })

  test('that are used up leave the last answer as it is', async () => {
    const ports = [(await busy()).port, (await busy()).port, (await busy()).port]
    const { port, stats } = await balanced(ports, { spec: { retry: { ...nginxRetry(1), on: ['gateway'] } } })
    expect(await ask(port)).toMatch(/^HTTP\/1\.1 503 Busy[\s\S]*tries: 2[\s\S]*busy$/)
    expect(stats.retries).toBe(1)
  })

  test('are not made of POST', async () => {
    const ports = [(await busy()).port, (await answering()).port]
    const { port, stats } = await balanced(ports, { spec: { retry: { ...nginxRetry(1), on: ['5xx', 'reset'] } } })
    const post = client(port, 'POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
    expect(statusOf(await post.closed())).toBe(503)
    expect(stats.retries).toBe(0)
  })

  test('only of what is named: a reset stays a reset', async () => {
    const bad = await scripted(socket => void socket.resetAndDestroy())
    const ports = [bad.port, (await answering()).port]
    const { port } = await balanced(ports, { spec: { retry: { ...nginxRetry(1), on: ['connect'] } } })
    expect(statusOf(await ask(port))).toBe(502)
    expect(statusOf(await ask(port))).toBe(200)
  })
})

test('hedging: who waits is answered by a second backend', async () => {
  const stuck = await scripted(() => {})
  const { port, stats, balancer } = await balanced([stuck.port, (await answering()).port], {
    spec: { hedge: { afterMs: 20, max: 1 } },
  })
  expect(await ask(port)).toMatch(/^HTTP\/1\.1 200 [\s\S]*tries: 2\r\n[\s\S]*ok$/)
  expect(stats).toMatchObject({ hedges: 1, hedgesWon: 1, retries: 0 })
  expect([balancer.inFlight(0), balancer.inFlight(1)]).toEqual([0, 0])
})

describe('active health checks', () => {
  const active = {
    ...{ path: '/up', intervalMs: 20, downIntervalMs: 20, timeoutMs: 5_000, rise: 2, fall: 2, okFrom: 200, okTo: 200 },
  }
  const spec = { health: { ...productHealth.none, active } }

  test('take out who is away, and bring it back', async () => {
    const home = await closedPort()
    const { port, stats, balancer } = await balanced([home, (await answering()).port], { spec })
    await eventually(() => !balancer.available(0, now()))
    expect(stats.markedDown).toBe(1)
    for (let i = 0; i < 4; i++) expect(statusOf(await ask(port))).toBe(200)
    const back = createServer(socket => {
      socket.on('error', () => {}).on('data', () => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nback'))
    })
    await listenOn(back, home)
    await eventually(() => balancer.available(0, now()))
    const texts = [await ask(port), await ask(port)]
    expect(texts.some(text => text.endsWith('back'))).toBe(true)
  })

  test('take out who hangs, and who answers with a bad status; who is well stays', async () => {
    const hangs = await scripted(() => {})
    const sick = await scripted(socket => void socket.write('HTTP/1.1 500 E\r\nContent-Length: 0\r\n\r\n'))
    const well = await answering()
    const { stats, balancer } = await balanced([hangs.port, sick.port, well.port], {
      spec: { health: { ...productHealth.none, active: { ...active, timeoutMs: 1_000 } } },
    })
    await eventually(() => !balancer.available(0, now()) && !balancer.available(1, now()))
    expect(balancer.available(2, now())).toBe(true)
    expect(stats.markedDown).toBe(2)
    expect(stats.checksFailed).toBeGreaterThanOrEqual(4)
    expect(well.received()).toMatch(/^GET \/up HTTP\/1\.1\r\n/)
  })
})

test('sessions by cookie stay, and are broken when their backend is away', async () => {
  const sticky = { by: 'cookie', cookie: 'SRV', ttlMs: Infinity, refresh: false, capacity: 1000 } as const
  const servers = ['one', 'two'].map(name =>
    createWireServer((_, reply) => reply.send(200, '', name), { keepAliveMs: Infinity }),
  )
  const ports = [await serve(servers[0]!), await serve(servers[1]!)]
  const { port, stats } = await balanced(ports, { spec: { sticky, retry: nginxRetry(1), health: productHealth.nginx } })
  const first = await ask(port)
  const cookie = `Cookie: ${/Set-Cookie: (SRV=\w+)/.exec(first)![1]}\r\n`
  expect(first).toMatch(/one$/)
  for (let i = 0; i < 3; i++) expect(await ask(port, cookie)).toMatch(/one$/)
  expect(stats).toMatchObject({ sessionsBound: 1, sessionsKept: 3, sessionsBroken: 0 })
  servers[0]!.close()
  servers[0]!.resetAll()
  const moved = await ask(port, cookie)
  expect(moved).toMatch(/Set-Cookie: SRV=b2; path=\/\r\n[\s\S]*two$/)
  expect(stats.sessionsBroken).toBe(1)
  for (let i = 0; i < 3; i++) expect(await ask(port, 'Cookie: SRV=b2\r\n')).toMatch(/two$/)
  expect(stats).toMatchObject({ sessionsBound: 1, sessionsBroken: 1 })
})

test('a strategy that probes is told the load of real backends', async () => {
  const backend = (load: number, name: string) =>
    scripted(socket => {
      const told = `x-lbbench-load: in-flight=${load}, latency=${load}.0\r\n`
      socket.write(`HTTP/1.1 200 OK\r\n${told}Content-Length: ${name.length}\r\n\r\n${name}`)
    })
  const [busy, idle] = [await backend(90, 'busy'), await backend(1, 'idle')]
  const options = parseOptions(findStrategy('prequal'), '')
  const { port, stats } = await balanced([busy.port, idle.port], { strategy: 'prequal', options })
  for (let i = 0; i < 40; i++) expect(statusOf(await ask(port))).toBe(200)
  const probes = (text: string): number => text.split('x-lbbench-probe').length - 1
  await eventually(() => probes(busy.received()) + probes(idle.received()) === stats.probes)
  const served = (text: string): number => text.split('\r\n\r\n').length - 1 - probes(text)
  expect(served(idle.received())).toBeGreaterThan(served(busy.received()))
})

async function listenOn(server: Server, port: number): Promise<void> {
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  expect(portOf(server)).toBe(port)
}
