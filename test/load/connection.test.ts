import type { Socket } from 'node:net'
import type { ParsedHead } from 'autocannon'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Connection, ConnectionOwner } from '../../src/live/load/connection.js'
import { openTransport } from '../../src/live/load/transport.js'
import { type FaultServer, fin, finThenRst, ok, reply, rst, vanish } from './fault-server.js'
import { runTrial, serving, tally } from './trial.js'

describe('where an answer ends', () => {
  const head = { method: 'HEAD', path: '/', bodyBytes: 0, share: 1 }
  const get = { method: 'GET', path: '/', bodyBytes: 0, share: 1 }
  const frames: [name: string, kind: typeof head, bytes: string, status: number][] = [
    ['HEAD with a length', head, 'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n', 200],
    ['HEAD without a length', head, 'HTTP/1.1 200 OK\r\n\r\n', 200],
    ['HEAD, chunked', head, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n', 200],
    ['204', get, 'HTTP/1.1 204 No Content\r\n\r\n', 204],
    [
      '304 with the length of the body it stands for',
      get,
      'HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n',
      304,
    ],
    [
      'chunked with trailers',
      get,
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX: y\r\n\r\n',
      200,
    ],
    ['100 before the answer', get, `HTTP/1.1 100 Continue\r\n\r\n${ok()}`, 200],
    ['103 with headers before the answer', get, `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${ok()}`, 200],
    ['HTTP/1.0 with keep-alive', get, 'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n', 200],
    ['an empty body', get, ok('', ''), 200],
    ['an error status', get, 'HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n', 503],
  ]

  it.each(frames)('%s: found, and the connection goes on', async (_, kind, bytes, status) => {
    const server = await serving((request, socket) => reply(request, socket, { bytes }))
    const options = { requests: [kind], prime: false, maxSockets: 1 } as const
    const { record } = await runTrial({ port: server.port, size: 10, ...options })
    expect(tally(record)).toEqual({ [status]: 10 })
    expect(server.connections).toBe(1)
  })

  it('is found in an answer that comes byte by byte', async () => {
    const server = await serving(async (_, socket) => {
      for (const byte of ok('x-lbbench-backend: b2\r\n')) {
        socket.write(byte)
        await new Promise(setImmediate)
      }
    })
    const { record } = await runTrial({ port: server.port, size: 5, prime: false })
    expect(tally(record)).toEqual({ 200: 5 })
    expect([...record.backend]).toEqual([2, 2, 2, 2, 2])
  })

  it('is found in a body larger than any buffer', async () => {
    const server = await serving((request, socket) => reply(request, socket, { bytes: ok('', 'x'.repeat(3_000_000)) }))
    const { record } = await runTrial({ port: server.port, size: 3, prime: false })
    expect(tally(record)).toEqual({ 200: 3 })
  })
})

describe('an answer that is not HTTP/1.1 as it should be', () => {
  const chunks = 'Transfer-Encoding: chunked\r\n'
  // strict-lines.test.ts has all of them. Those that make the parser as it comes read in a circle are only there.
  const answers: [name: string, bytes: string][] = [
    ['chunk size -1', `HTTP/1.1 200 OK\r\n${chunks}\r\n-1\r\nhello\r\n0\r\n\r\n`],
    ['chunk size zz', `HTTP/1.1 200 OK\r\n${chunks}\r\nzz\r\n\r\n`],
    ['length 0x5', 'HTTP/1.1 200 OK\r\nContent-Length: 0x5\r\n\r\nhello'],
    ['length 5e0', 'HTTP/1.1 200 OK\r\nContent-Length: 5e0\r\n\r\nhello'],
    ['a length and chunks', `HTTP/1.1 200 OK\r\nContent-Length: 5\r\n${chunks}\r\n5\r\nhello\r\n0\r\n\r\n`],
    ['bare line feeds', 'HTTP/1.1 200 OK\nContent-Length: 5\n\nhello'],
    ['HTTP/2.0', 'HTTP/2.0 200 OK\r\nContent-Length: 5\r\n\r\nhello'],
    ['status 099', 'HTTP/1.1 099 Hm\r\nContent-Length: 5\r\n\r\nhello'],
    ['status 1000', 'HTTP/1.1 1000 Hm\r\nContent-Length: 5\r\n\r\nhello'],
  ]

  it.each(answers)('%s: is invalid, and its connection not used again', async (_, bytes) => {
    const server = await serving((request, socket) => reply(request, socket, { bytes }))
    const { record } = await runTrial({ port: server.port, size: 10, timeoutMs: 1000, prime: false })
    expect(tally(record)).toEqual({ invalid: 10 })
    expect(server.connections).toBe(10)
  })

  it('letters beyond ASCII are no fault', async () => {
    // In UTF-8 the letter ends in 0x8d, a carriage return but for its first bit.
    const header = `X-Name: ${Buffer.from('č').toString('latin1')}\r\n`
    const server = await serving((request, socket) => reply(request, socket, { bytes: ok(header) }))
    const { record } = await runTrial({ port: server.port, size: 10, prime: false })
    expect(tally(record)).toEqual({ 200: 10 })
  })
})

describe('a connection that says what it was not asked', () => {
  it('behind the answer: is dropped, and none of it taken for an answer', async () => {
    const unasked = ok('x-lbbench-backend: b1\r\n', 'unasked')
    const server = await serving((request, socket) =>
      reply(request, socket, { bytes: ok('x-lbbench-backend: b0\r\n') + unasked }),
    )
    const { record } = await runTrial({ port: server.port, size: 20, prime: false })
    expect(tally(record)).toEqual({ 200: 20 })
    expect(new Set(record.backend)).toEqual(new Set([0]))
    expect(server.connections).toBe(20)
  })

  it('half a line behind the answer: is dropped', async () => {
    const server = await serving((request, socket) => reply(request, socket, { bytes: `${ok()}HTTP/1` }))
    const { record } = await runTrial({ port: server.port, size: 20, prime: false })
    expect(tally(record)).toEqual({ 200: 20 })
    expect(server.connections).toBe(20)
  })

  it('while idle: is dropped', async () => {
    const speak = (socket: Socket): void => void setTimeout(() => socket.write(ok()), 3)
    const server = await serving((request, socket) => reply(request, socket, { after: speak }))
    const { record } = await runTrial({
      port: server.port,
      size: 10,
      arrivals: 'even',
      ratePerSecond: 100,
      prime: false,
    })
    expect(tally(record)).toEqual({ 200: 10 })
    expect(server.connections).toBeGreaterThan(5)
  })
})

describe('a used connection that the server closed', () => {
  const ends: [name: string, end: (socket: Socket) => void][] = [
    ['by a close', vanish],
    ['by a reset', rst],
    ['or spoke on unasked', socket => void socket.write(ok())],
  ]

  it.each(ends)('%s: is known before the request, though our event loop has yet to hear', async (_, end) => {
    const server = await serving((request, socket) => reply(request, socket, {}))
    const { connection, socket } = await usedConnection(server)
    expect(connection.stillOpen()).toBe(true)
    expect(connection.state).toBe('open')
    end(socket)
    expect(connection.stillOpen()).toBe(false)
    expect(connection.state).toBe('asleep')
  })

  it('by a reset between that look and the write: the kernel refuses it, so it may go out again', async () => {
    const server = await serving((request, socket) => reply(request, socket, {}))
    const { connection, socket, next } = await usedConnection(server)
    socket.resetAndDestroy()
    connection.send(request, false)
    expect(await next()).toBe('unread')
    expect(connection.state).toBe('asleep')
    expect(server.seen.length).toBe(1)
  })

  it('between that look and the write: the kernel took it, so who could tell? It is a fault', async () => {
    const server = await serving((request, socket) => reply(request, socket, {}))
    const { connection, socket, next } = await usedConnection(server)
    socket.destroy()
    connection.send(request, false)
    expect(await next()).toBe('closed')
  })

  it.each([
    ['closed', fin],
    ['closed', vanish],
    ['closed', finThenRst],
    ['reset', rst],
  ] as const)('on reading the request is a fault of the server: %s', async (kind, fault) => {
    const server: FaultServer = await serving((r, s) => {
      if (r.turn === 0) reply(r, s, {})
      else fault(s)
    })
    const { connection, next } = await usedConnection(server)
    connection.send(request, false)
    expect(await next()).toBe(kind)
  })

  const request = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'

  /** A connection with one answer behind it, the server's end of it, and what its owner is told next. */
  async function usedConnection(server: FaultServer): Promise<UsedConnection> {
    let tell: (event: string) => void = () => {}
    const next = (): Promise<string> =>
      new Promise(resolve => {
        tell = resolve
      })
    const owner: ConnectionOwner = {
      opened: () => tell('opened'),
      head: (_connection: Connection, _head: ParsedHead) => {},
      answered: (_, status) => tell(`answered ${status}`),
      failed: (_, kind) => tell(kind),
      unread: () => tell('unread'),
      fellAsleep: () => tell('fellAsleep'),
    }
    const transport = openTransport({ addresses: ['127.0.0.1'], port: server.port, sockets: 1, owner })
    onTestFinished(() => transport.close())
    const [connection] = transport.connections
    connection.dial()
    expect(await next()).toBe('opened')
    connection.send(request, false)
    expect(await next()).toBe('answered 200')
    const [socket] = server.openSockets
    return { connection, socket, next }
  }
})

interface UsedConnection {
  readonly connection: Connection
  /** The server's end. */
  readonly socket: Socket
  /** What the owner is told next. */
  next(): Promise<string>
}
