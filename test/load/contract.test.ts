import { afterEach, describe, expect, it } from 'vitest'
import { type Behaviour, FaultServer, fin, nowMs, ok, reply, rst, type SeenRequest } from './fault-server.js'
import { median, runTrial, serviceTimes, tally } from './trial.js'

/** Proves each repair of autocannon against a server that misbehaves and counts. Each test names what stock autocannon 9.0.0 does. */

let server: FaultServer

afterEach(() => server.die())

/** Serves priming requests at once and all others as told. */
async function serving(behaviour: Behaviour): Promise<FaultServer> {
  server = await new FaultServer((request, socket) => {
    if (request.headers.has('x-lbbench-prime')) reply(request, socket, {})
    else behaviour(request, socket)
  }).listen()
  return server
}

const every = (n: number, request: SeenRequest): boolean => server.counted.indexOf(request) % n === n - 1

/** The server's own view of its service time, of the requests it answered. */
const serverMedian = (): number =>
  median(server.counted.filter(request => request.answeredMs > 0).map(request => request.answeredMs - request.arrivedMs))

describe('against a server that answers after 5 ms', () => {
  it('measures its median', async () => {
    const { port } = await serving((request, socket) => reply(request, socket, { delayMs: 5 }))
    const { record, waitedForSocket, utilisation } = await runTrial({ port })
    expect(tally(record)).toEqual({ 200: 200 })
    expect(median(serviceTimes(record)) - serverMedian()).toBeGreaterThan(0)
    expect(median(serviceTimes(record)) - serverMedian()).toBeLessThan(3)
    expect(waitedForSocket).toBe(0)
    expect(utilisation).toBeGreaterThan(0)
    expect(utilisation).toBeLessThanOrEqual(1)
  })

  const misfits: [name: string, kind: string, fault: Behaviour][] = [
    ['resets', 'reset', (_, socket) => rst(socket)],
    ['closes without a reply', 'closed', (_, socket) => fin(socket)],
    ['vanishes without a reply', 'closed', (_, socket) => void socket.destroy()],
    ['closes late without a reply', 'closed', (request, socket) => reply(request, socket, { delayMs: 5, bytes: '', after: fin })],
    ['cuts in the body', 'cut', (request, socket) => reply(request, socket, { bytes: ok().slice(0, -2), after: fin })],
    ['cuts in the head', 'cut', (request, socket) => reply(request, socket, { bytes: 'HTTP/1.1 20', after: fin })],
    [
      'resets in the body',
      'cut',
      // The reset overtakes what is not read yet, so it comes a little later.
      (request, socket) => reply(request, socket, { bytes: ok().slice(0, -2), after: s => void setTimeout(rst, 3, s) }),
    ],
    ['talks nonsense', 'invalid', (request, socket) => reply(request, socket, { bytes: 'SSH-2.0-dropbear\r\n' })],
    ['switches protocols', 'invalid', (request, socket) => reply(request, socket, { bytes: 'HTTP/1.1 101 Hm\r\n\r\n' })],
    [
      'gives a length that is none',
      'invalid',
      (request, socket) => reply(request, socket, { bytes: 'HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nhello' }),
    ],
  ]

  it.each(misfits)('but now and then %s: each counted once, as "%s", and the rest timed right', async (_, kind, fault) => {
    const { port } = await serving((request, socket) => {
      if (every(20, request)) fault(request, socket)
      else reply(request, socket, { delayMs: 5 })
    })
    const { record } = await runTrial({ port })
    expect(tally(record)).toEqual({ 200: 190, [kind]: 10 })
    expect(server.counted.length).toBe(200)
    expect(median(serviceTimes(record)) - serverMedian()).toBeLessThan(3)
  })
})

describe('against a server that ends connections properly', () => {
  const closers: [name: string, behaviour: Behaviour][] = [
    [
      'with "Connection: close" on every reply',
      (request, socket) => reply(request, socket, { delayMs: 5, bytes: ok('Connection: close\r\n'), after: fin }),
    ],
    [
      'with "Connection: close", but leaves the closing to us',
      (request, socket) => reply(request, socket, { delayMs: 5, bytes: ok('Connection: close\r\n') }),
    ],
    [
      'by HTTP/1.0 with a length',
      (request, socket) => reply(request, socket, { delayMs: 5, bytes: 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi', after: fin }),
    ],
    [
      'by HTTP/1.0 whose body ends with the connection',
      (request, socket) => reply(request, socket, { delayMs: 5, bytes: 'HTTP/1.0 200 OK\r\n\r\nsome body', after: fin }),
    ],
    [
      'with every 20th reply, announced by nothing',
      (request, socket) => reply(request, socket, { delayMs: 5, ...(request.turn % 20 === 19 ? { after: fin } : {}) }),
    ],
  ]

  it.each(closers)('%s: nothing is lost and all is timed right', async (_, behaviour) => {
    const { port } = await serving(behaviour)
    const { record } = await runTrial({ port, prime: { sockets: 4, requests: 4 } })
    expect(tally(record)).toEqual({ 200: 200 })
    expect(server.counted.length).toBe(200)
    expect(median(serviceTimes(record)) - serverMedian()).toBeLessThan(3)
  })

  it.each(closers)('%s: nothing is lost when sockets are scarce', async (_, behaviour) => {
    const { port } = await serving(behaviour)
    const { record } = await runTrial({ port, size: 100, ratePerSecond: 2000, maxSockets: 3, prime: { sockets: 3, requests: 3 } })
    expect(tally(record)).toEqual({ 200: 100 })
    expect(server.counted.length).toBe(100)
    expect(server.peak).toBeLessThanOrEqual(3 + 1) // a socket we dropped may close a moment after its successor opens
  })

  it('while they are idle: nobody notices', async () => {
    const { port } = await serving((request, socket) => reply(request, socket, {}))
    const closing = setInterval(() => {
      for (const socket of server.openSockets) socket.destroy()
    }, 7)
    const { record } = await runTrial({ port, ratePerSecond: 200, size: 60 })
    clearInterval(closing)
    expect(tally(record)).toEqual({ 200: 60 })
    expect(server.connections).toBeGreaterThan(20)
  })
})

describe('answers of every frame', () => {
  const head = { method: 'HEAD', path: '/', bodyBytes: 0, share: 1 }
  const get = { method: 'GET', path: '/', bodyBytes: 0, share: 1 }
  const frames: [name: string, kind: typeof head, bytes: string, status: number][] = [
    ['HEAD with a length', head, 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n', 200],
    ['HEAD without a length', head, 'HTTP/1.1 200 OK\r\n\r\n', 200],
    ['HEAD, chunked', head, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', 200],
    ['204', get, 'HTTP/1.1 204 No Content\r\n\r\n', 204],
    ['304 with the length of the body it stands for', get, 'HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n', 304],
    ['chunked with trailers', get, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n', 200],
    ['100 before the answer', get, `HTTP/1.1 100 Continue\r\n\r\n${ok()}`, 200],
    ['103 with headers before the answer', get, `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${ok()}`, 200],
    ['an empty body', get, ok('', ''), 200],
    ['an error status', get, 'HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n', 503],
  ]

  it.each(frames)('%s ends where it ends, and the connection goes on', async (_, kind, bytes, status) => {
    const { port } = await serving((request, socket) => reply(request, socket, { bytes }))
    const { record } = await runTrial({ port, requests: [kind], size: 20, prime: false, timeoutMs: 300, maxSockets: 1 })
    expect(tally(record)).toEqual({ [status]: 20 })
    expect(server.connections).toBe(1)
  })

  it('reads an answer that comes byte by byte', async () => {
    const { port } = await serving(async (_, socket) => {
      for (const byte of ok('x-lbbench-backend: b2\r\n')) {
        socket.write(byte)
        await new Promise(setImmediate)
      }
    })
    const { record } = await runTrial({ port, size: 5, prime: false })
    expect(tally(record)).toEqual({ 200: 5 })
    expect([...record.backend]).toEqual([2, 2, 2, 2, 2])
  })

  it('drops a connection that says more than it was asked, and takes none of that for an answer', async () => {
    const { port } = await serving((request, socket) => reply(request, socket, { bytes: ok() + ok('', 'unasked') }))
    const { record } = await runTrial({ port, size: 20, prime: false })
    expect(tally(record)).toEqual({ 200: 20 })
    expect(server.connections).toBe(20)
  })

  it('drops an idle connection that speaks first', async () => {
    const { port } = await serving((request, socket) => reply(request, socket, { after: s => void setTimeout(() => s.write(ok()), 5) }))
    const { record } = await runTrial({ port, size: 20, ratePerSecond: 50, prime: false })
    expect(tally(record)).toEqual({ 200: 20 })
  })

  it('reads bodies larger than any buffer', async () => {
    const { port } = await serving((request, socket) => reply(request, socket, { bytes: ok('', 'x'.repeat(3_000_000)) }))
    const { record } = await runTrial({ port, size: 5, prime: false })
    expect(tally(record)).toEqual({ 200: 5 })
  })
})

describe('the keep-alive race', () => {
  /** Blocks the one event loop of server and generator, so that FIN or RST lies unread in the kernel while requests come due. */
  const stall = (ms: number): void => {
    for (const end = nowMs() + ms; nowMs() < end; );
  }

  it.each([
    ['closed', (s: import('node:net').Socket) => void s.destroy()],
    ['reset', rst],
  ])('sends a request again that met a connection just %s by the server', async (_, close) => {
    const { port } = await serving((request, socket) => reply(request, socket, {}))
    const races = setInterval(() => {
      for (const socket of server.openSockets) close(socket)
      stall(20)
    }, 40)
    const { record } = await runTrial({ port, size: 150 })
    clearInterval(races)
    expect(tally(record)).toEqual({ 200: 150 })
    expect(server.counted.length).toBe(150)
  })
})

describe('a server that is not there', () => {
  it('is found refusing by each request once, and knocked at once for each', async () => {
    await serving(() => {})
    const { port } = server
    await server.die()
    const cpu = process.cpuUsage()
    const { record } = await runTrial({ port, size: 100, prime: false })
    const { user, system } = process.cpuUsage(cpu)
    server = await new FaultServer(() => {}).listen()
    expect(tally(record)).toEqual({ refused: 100 })
    expect([...record.sentMs].every(Number.isNaN)).toBe(true)
    expect(user + system).toBeLessThan(600_000)
  })

  it('does not send a closed loop into a frenzy', async () => {
    await serving(() => {})
    const { port } = server
    await server.die()
    const { record } = await runTrial({ port, connections: 4, size: 5000, durationMs: 300, prime: false })
    server = await new FaultServer(() => {}).listen()
    expect(Object.keys(tally(record))).toEqual(['refused'])
    // 10 + 20 + 40 + 80 + 160 ms between a user's tries.
    expect(record.size).toBeGreaterThanOrEqual(4)
    expect(record.size).toBeLessThanOrEqual(4 * 6)
  })

  it('may die and return: what was in flight is lost, what comes between is refused, the rest is answered', async () => {
    const { port } = await serving((request, socket) => reply(request, socket, { delayMs: 5 }))
    const fate = new Promise<void>(resolve => {
      setTimeout(async () => {
        const before = server.counted.length
        await server.die()
        server.seen.length = before
        setTimeout(async () => resolve(void (await server.listen(port))), 100)
      }, 120)
    })
    const { record } = await runTrial({ port, size: 200 })
    await fate
    const { 200: answered, refused, ...inFlight } = tally(record)
    const lost = Object.values(inFlight).reduce((sum, count) => sum + count, 0)
    expect(answered + refused + lost).toBe(200)
    expect(Object.keys(inFlight).every(kind => kind === 'closed' || kind === 'reset')).toBe(true)
    expect(refused).toBeGreaterThan(10)
    expect(lost).toBeLessThan(20)
    expect(answered).toBeGreaterThan(80)
    expect(record.status[199]).toBe(200)
  })
})

describe('requests that hang', () => {
  it('time out counted from when they were due; their connections are replaced', async () => {
    const { port } = await serving((request, socket) => {
      if (!every(10, request)) reply(request, socket, {})
    })
    const { record } = await runTrial({ port, size: 100, timeoutMs: 100 })
    expect(tally(record)).toEqual({ 200: 90, timeout: 10 })
    for (let row = 0; row < record.size; row++) {
      const latencyMs = record.doneMs[row] - record.dueMs[row]
      if (record.status[row] < 100) expect(latencyMs).toBeGreaterThanOrEqual(100)
      expect(latencyMs).toBeLessThan(200)
    }
  })

  it('and block every socket leave those behind them not sent', async () => {
    const { port } = await serving(() => {})
    const { record, waitedForSocket } = await runTrial({ port, size: 40, maxSockets: 4, timeoutMs: 150, prime: false })
    const counts = tally(record)
    expect(counts.timeout + counts.notSent).toBe(40)
    expect(counts.timeout).toBe(server.counted.length)
    expect(waitedForSocket).toBe(36)
    for (let row = 0; row < 40; row++) {
      if (record.status[row] === 6) expect(record.sentMs[row]).toBeNaN()
      else expect(record.sentMs[row]).toBeGreaterThanOrEqual(record.dueMs[row])
    }
  })

  it('in a closed loop give way to the next request of their user', async () => {
    const { port } = await serving((request, socket) => {
      if (!every(5, request)) reply(request, socket, { delayMs: 1 })
    })
    const { record } = await runTrial({ port, connections: 3, size: 1000, durationMs: 300, timeoutMs: 50 })
    const counts = tally(record)
    expect(counts.timeout).toBe(Math.floor(server.counted.length / 5))
    expect(counts.timeout).toBeGreaterThanOrEqual(6)
    expect(counts[200]).toBe(server.counted.length - counts.timeout)
    expect(record.size).toBe(server.counted.length)
  })
})
