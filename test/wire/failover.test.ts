import { readFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Flight, Request } from '../../src/balancer/balancer.js'
import { createBalancer } from '../../src/balancer/create-balancer.js'
import { createDataPlane } from '../../src/live/wire/data-plane.js'
import { nginxBalancer } from '../../src/model/products.js'
import { randomStream } from '../../src/model/random.js'
import { rr } from '../../src/strategies/rotation/rr.js'
import { answering, client, closedPort, eventually, get, lab, scripted } from './lab.js'

type Fault = (socket: Socket) => void

/** A backend that reads the head of a request, then fails. */
const failing = (fault: Fault) => scripted((socket, received) => void (received.includes('\r\n\r\n') && fault(socket)))

const faults: readonly {
  readonly what: string
  readonly fault: Fault
  readonly status: number
  readonly cause: RegExp
}[] = [
  { what: 'closes', fault: socket => socket.end(), status: 502, cause: /b1 closed the connection without an answer/ },
  { what: 'resets', fault: socket => socket.resetAndDestroy(), status: 502, cause: /b1 failed: read ECONNRESET/ },
  {
    what: 'breaks off in its head',
    fault: socket => socket.end('HTTP/1.1 200 OK\r\nCont'),
    status: 502,
    cause: /b1 closed the connection in the middle/,
  },
  {
    what: 'speaks another protocol',
    fault: socket => socket.write('220 smtp ready\r\n\r\n'),
    status: 502,
    cause: /b1 sent an invalid answer/,
  },
  {
    what: 'ends lines with LF',
    fault: socket => socket.write('HTTP/1.1 200 OK\n\n'),
    status: 502,
    cause: /b1 sent an invalid answer \(a line ends with LF/,
  },
  {
    what: 'gives two lengths',
    fault: socket => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'),
    status: 502,
    cause: /more than one Content-Length/,
  },
  {
    what: 'sends a bad first chunk',
    fault: socket => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n'),
    status: 502,
    cause: /bad chunk size/,
  },
  {
    what: 'sends an endless head',
    fault: socket => socket.write(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(20_000)}`),
    status: 502,
    cause: /longer than/,
  },
  { what: 'is silent', fault: () => {}, status: 504, cause: /b1 sent nothing for 60 ms/ },
  {
    what: 'is silent after 100',
    fault: socket => socket.write('HTTP/1.1 100 Continue\r\n\r\n'),
    status: 504,
    cause: /b1 sent nothing for 60 ms/,
  },
]

/** Silence is waited for; where nothing is silent, a busy machine must not be taken for it. */
const patience = (status: number): { readonly readTimeoutMs: number } => ({
  readTimeoutMs: status === 504 ? 60 : 5_000,
})

describe('a backend that fails before its answer', () => {
  test.each(faults)('$what: the request goes to the next', async ({ fault, status }) => {
    const [bad, good] = [await failing(fault), await answering()]
    const { port, log } = await lab([bad.port, good.port], patience(status))
    const text = await client(port, get()).until(/ok$/)
    expect(text).toMatch(/HTTP\/1\.1 200 OK[\s\S]*x-lbbench-tries: 2\r\n/)
    expect(log.tried).toEqual(['0>1'])
    expect(log.outcomes).toEqual([
      { failed: true, status: 0 },
      { failed: false, status: 200 },
    ])
    expect(log.inFlight).toEqual([0, 0])
  })

  test.each(faults)('$what: with no other backend the client is told $status', async ({ fault, status, cause }) => {
    const bad = await failing(fault)
    const { port, log } = await lab([bad.port], patience(status))
    const asking = client(port, get())
    const text = await asking.until(cause)
    expect(text).toMatch(new RegExp(`HTTP/1\\.1 ${status} [\\s\\S]*x-lbbench-tries: 1\r\n`))
    expect(log.outcomes).toEqual([{ failed: true, status: 0 }])
    // An honest error keeps the client's connection.
    asking.socket.write(get('/again', 'Connection: close\r\n'))
    expect((await asking.closed()).match(new RegExp(`HTTP/1\\.1 ${status}`, 'g'))).toHaveLength(2)
  })

  test.each(faults)('$what: POST is not repeated once it was sent', async ({ fault, status }) => {
    const [bad, good] = [await failing(fault), await answering()]
    const { port, log } = await lab([bad.port, good.port], patience(status))
    await client(port, 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi').until(
      new RegExp(`HTTP/1\\.1 ${status}`),
    )
    expect(good.connections()).toBe(0)
    expect(log.tried).toEqual(['0'])
  })

  test('refused: even POST goes on, body and all', async () => {
    const good = await scripted(
      (socket, received) =>
        void (received.endsWith('hi') && socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')),
    )
    const { port, log } = await lab([await closedPort(), good.port])
    expect(await client(port, 'POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi').until(/ok$/)).toContain(
      'x-lbbench-tries: 2',
    )
    expect(log.outcomes[0]).toEqual({ failed: true, status: 0 })
  })

  test('all refused: 502 that names the last', async () => {
    const { port, log } = await lab([await closedPort(), await closedPort()])
    const text = await client(port, get('/', 'Connection: close\r\n')).closed()
    expect(text).toMatch(
      /^HTTP\/1\.1 502 [\s\S]*502 Bad Gateway: backend b2 failed: connect ECONNREFUSED 127\.0\.0\.1:\d+\n$/,
    )
    expect(log.tried).toEqual(['0>1'])
  })

  test('a PUT whose body is still coming is replayed and then continued', async () => {
    const bad = await failing(socket => socket.resetAndDestroy())
    const good = await scripted(
      (socket, received) =>
        void (received.endsWith('worldbye') && socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')),
    )
    const { port, log } = await lab([bad.port, good.port])
    const asking = client(port, 'PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 13\r\n\r\nhello')
    await eventually(() => good.received().endsWith('hello'))
    asking.socket.write('worldbye')
    await asking.until(/ok$/)
    expect(log.tried).toEqual(['0>1'])
  })

  test('a body beyond 64 KiB is not kept, so it is not replayed', async () => {
    const size = 300_000
    const bad = await scripted((socket, received) => void (received.length > 200_000 && socket.resetAndDestroy()))
    const good = await answering()
    const { port, log } = await lab([bad.port, good.port])
    const text = await client(
      port,
      `PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: ${size}\r\n\r\n${'x'.repeat(size)}`,
    ).until(/HTTP/)
    expect(text).toMatch(/^HTTP\/1\.1 502/)
    expect(log.tried).toEqual(['0'])
  })
})

describe('a backend that fails in the middle of its answer', () => {
  test.each([
    { what: 'with a length', answer: 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf' },
    { what: 'in chunks', answer: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n' },
  ])('$what: the client gets what there was and a close', async ({ answer }) => {
    const bad = await failing(socket => socket.end(answer))
    const { port, log, plane } = await lab([bad.port, (await answering()).port])
    const text = await client(port, get()).closed()
    expect(text).toMatch(/half(\r\n)?$/)
    expect(log.tried).toEqual(['0'])
    expect(log.outcomes).toEqual([{ failed: true, status: 200 }])
    expect(plane.stats.cutAnswers).toBe(1)
  })

  test('until close: the client is reset, as a close would look like the end', async () => {
    const bad = await failing(
      socket => void socket.write('HTTP/1.1 200 OK\r\n\r\nhalf', () => setTimeout(() => socket.resetAndDestroy(), 10)),
    )
    const { port } = await lab([bad.port])
    const asking = client(port, get())
    await asking.closed()
    expect(asking.error()).toBe('ECONNRESET')
  })

  test('silence in the middle is a failure too', async () => {
    const bad = await failing(socket => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'))
    const { port, log } = await lab([bad.port], { readTimeoutMs: 60 })
    expect(await client(port, get()).closed()).toMatch(/half$/)
    expect(log.outcomes).toEqual([{ failed: true, status: 200 }])
  })
})

describe('a kept-alive connection to a backend', () => {
  const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
  /** Serves the first request of its first connection; what happens to the second is up to the test. */
  const stale = (second: Fault) =>
    scripted((socket, received, connection) => {
      if (connection === 0 && received.split('\r\n\r\n').length > 2) second(socket)
      else socket.write(answer)
    })

  test.each([
    { how: 'closed', second: (socket: Socket) => void socket.end() },
    { how: 'reset', second: (socket: Socket) => void socket.resetAndDestroy() },
  ])('that is $how when it is reused is replaced in silence', async ({ second }) => {
    const backend = await stale(second)
    // A busy machine may be late to see what came at once: by this clock it is not.
    const { port, log, plane } = await lab([backend.port], { now: () => 0 })
    const asking = client(port, get('/1'))
    await asking.until(/ok$/)
    asking.socket.write(get('/2'))
    expect(await asking.until(/ok[\s\S]*ok$/)).not.toContain('tries: 2')
    expect(plane.stats.staleRetries).toBe(1)
    expect(log.outcomes).toEqual([
      { failed: false, status: 200 },
      { failed: false, status: 200 },
    ])
    expect(backend.connections()).toBe(2)
  })

  test('that breaks after the backend worked for a while is a failed try', async () => {
    const backend = await stale(socket => void setTimeout(() => socket.resetAndDestroy(), 60))
    const { port, log, plane } = await lab([backend.port, (await answering('b2')).port])
    const asking = client(port, get('/1'))
    await asking.until(/ok$/)
    log.open({ client: '', path: '' }).next(0) // Turns the round robin to b2 and back.
    asking.socket.write(get('/2'))
    await asking.until(/b2$/)
    expect(plane.stats.staleRetries).toBe(0)
    expect(log.outcomes.map(outcome => outcome.failed)).toEqual([false, true, false])
  })

  test('that breaks under a POST is a failure: it may have been done', async () => {
    const backend = await stale(socket => void socket.resetAndDestroy())
    const { port, plane } = await lab([backend.port])
    const asking = client(port, get('/1'))
    await asking.until(/ok$/)
    asking.socket.write('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n')
    await asking.until(/502/)
    expect(plane.stats.staleRetries).toBe(0)
  })

  test.each([
    { why: 'the backend closes it', act: (socket: Socket) => void socket.end() },
    { why: 'the backend resets it', act: (socket: Socket) => void socket.resetAndDestroy() },
    // An answer to nothing: it would be taken for the answer to the next request.
    { why: 'the backend speaks unasked', act: (socket: Socket) => void socket.write(answer) },
  ])('leaves the pool when $why', async ({ act }) => {
    let first: Socket | undefined
    const backend = await scripted(socket => {
      first ??= socket
      socket.write(answer)
    })
    const { port, plane } = await lab([backend.port])
    const asking = client(port, get('/1'))
    await asking.until(/ok$/)
    expect(plane.upstreams()).toEqual({ idle: [1], opened: [1] })
    act(first!)
    await eventually(() => plane.upstreams().idle[0] === 0)
    asking.socket.write(get('/2'))
    await asking.until(/ok[\s\S]*ok$/)
    expect(plane.stats.staleRetries).toBe(0)
  })

  test.each([
    { why: 'Connection: close', bytes: 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok' },
    { why: 'HTTP/1.0', bytes: 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok' },
    { why: 'bytes after the answer', bytes: `${answer}${answer}` },
  ])('is not kept after $why', async ({ bytes }) => {
    const backend = await scripted(socket => void socket.write(bytes))
    const { port, plane } = await lab([backend.port])
    const asking = client(port, get('/1'))
    await asking.until(/ok$/)
    asking.socket.write(get('/2'))
    expect((await asking.until(/ok[\s\S]*ok$/)).match(/HTTP\/1\.1 200/g)).toHaveLength(2)
    expect(plane.upstreams()).toEqual({ idle: [0], opened: [2] })
  })

  test('is subject to the read timeout again after it idled longer than that', async () => {
    const backend = await stale(() => {})
    const { port } = await lab([backend.port], { readTimeoutMs: 50 })
    const asking = client(port, get('/1'))
    await asking.until(/ok$/)
    await new Promise(resolve => setTimeout(resolve, 150))
    asking.socket.write(get('/2'))
    expect(await asking.until(/sent nothing for 50 ms/)).toContain('HTTP/1.1 504')
    expect(backend.connections()).toBe(1)
  })
})

describe('a client that goes away', () => {
  test.each([
    { how: 'closes', leave: (socket: Socket) => void socket.destroy() },
    { how: 'resets', leave: (socket: Socket) => void socket.resetAndDestroy() },
    { how: 'closes its side', leave: (socket: Socket) => void socket.end() },
  ])('and $how while it waits frees the backend', async ({ leave }) => {
    let backendClosed = 0
    const backend = await scripted(socket => socket.on('close', () => backendClosed++))
    const { port, log, plane } = await lab([backend.port])
    const asking = client(port, get())
    await eventually(() => log.inFlight[0] === 1 && backend.received() !== '')
    leave(asking.socket)
    await eventually(() => log.inFlight[0] === 0 && backendClosed === 1)
    expect(log.outcomes).toEqual([{ failed: false, status: 0 }])
    expect(plane.stats.clientsGone).toBe(1)
  })

  test('close() ends every flight and resolves', async () => {
    const backend = await scripted(() => {})
    const { port, log, plane } = await lab([backend.port])
    client(port, get())
    await eventually(() => log.inFlight[0] === 1)
    await plane.close()
    expect(log.inFlight).toEqual([0])
  })
})

describe('with the real balancer, tries and statuses as nginx 1.22.1 had them', () => {
  const vectors = JSON.parse(readFileSync(new URL('data/nginx-1.22.1-failover.json', import.meta.url), 'utf8'))
    .observed as Record<string, { tried: string; status: number }[]>
  const setups: Record<string, readonly { name: string; weight: number; maxFails: number; backup?: boolean }[]> = {
    rrfail1: [
      { name: 'X', weight: 5, maxFails: 1 },
      { name: 'b', weight: 1, maxFails: 1 },
      { name: 'c', weight: 1, maxFails: 1 },
    ],
    rrfail3: [
      { name: 'X', weight: 6, maxFails: 3 },
      { name: 'b', weight: 2, maxFails: 1 },
      { name: 'c', weight: 1, maxFails: 1 },
    ],
    rrfail0: [
      { name: 'X', weight: 1, maxFails: 0 },
      { name: 'b', weight: 1, maxFails: 1 },
      { name: 'c', weight: 1, maxFails: 1 },
    ],
    rrbk: [
      { name: 'X', weight: 1, maxFails: 1 },
      { name: 'Y', weight: 1, maxFails: 1 },
      { name: 'c', weight: 1, maxFails: 1, backup: true },
      { name: 'd', weight: 1, maxFails: 1, backup: true },
    ],
    rrall: [
      { name: 'X', weight: 1, maxFails: 1 },
      { name: 'Y', weight: 1, maxFails: 1 },
    ],
    rrsingle: [{ name: 'X', weight: 1, maxFails: 1 }],
  }

  test.each(Object.entries(setups))('%s', async (name, setup) => {
    const up = (await answering()).port
    const down = await closedPort()
    const backends = setup.map(backend => {
      const port = /[XY]/.test(backend.name) ? down : up
      return {
        backup: false,
        failTimeoutMs: 10_000,
        maxRequests: 0,
        ...backend,
        host: '127.0.0.1',
        port,
        address: `${backend.name}:1`,
      }
    })
    const balancer = createBalancer({
      backends,
      strategy: rr,
      options: {},
      spec: nginxBalancer(10),
      random: randomStream(1, 'pick'),
    })
    const tried: string[] = []
    const open = (request: Request): Flight => {
      const flight = balancer.open(request)
      const names: string[] = []
      const index = tried.push('') - 1
      return {
        next: nowMs => {
          const backend = flight.next(nowMs)
          if (backend >= 0) names.push(backends[backend]!.name)
          // nginx logs the name of the upstream block where it finds no server at all.
          tried[index] = names.join('>') || name
          return backend
        },
        ended: (backend, outcome, nowMs) => flight.ended(backend, outcome, nowMs),
        retries: (outcome, nowMs) => flight.retries(outcome, nowMs),
        close: nowMs => flight.close(nowMs),
        cookieFor: backend => flight.cookieFor(backend),
        get tries() {
          return flight.tries
        },
      }
    }
    const plane = createDataPlane({
      backends,
      now: () => 0,
      connectTimeoutMs: 1_000,
      readTimeoutMs: 1_000,
      balancing: () => ({ open, settle: () => {} }),
    })
    onTestFinished(() => plane.close())
    const port = await plane.listen(0, '127.0.0.1')
    const seen = []
    for (const _ of vectors[name]!) {
      const text = await client(port, get('/', 'Connection: close\r\n')).closed()
      seen.push({ tried: tried.at(-1), status: Number(text.slice(9, 12)) })
    }
    expect(seen).toEqual(vectors[name])
    expect(backends.every((_, i) => balancer.inFlight(i) === 0)).toBe(true)
  })
})
