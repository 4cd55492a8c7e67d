import type { Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkHealth } from '../../src/live/wire/health-check.js'
import { answering, closedPort, eventually, scripted } from './lab.js'

const patience = 10_000

/** The status that a check is told, or undefined. */
function checked(port: number, timeoutMs = patience): Promise<number | undefined> {
  return new Promise(resolve => {
    onTestFinished(checkHealth({ name: 'b', host: '127.0.0.1', port }, '/health', timeoutMs, resolve))
  })
}

const replying = (bytes: string, act: (socket: Socket) => void = () => {}) =>
  scripted(socket => {
    socket.write(bytes)
    act(socket)
  })

describe('a health check', () => {
  test('is a GET on a connection of its own, which it leaves behind closed', async () => {
    const backend = await answering()
    expect(await checked(backend.port)).toBe(200)
    expect(backend.received()).toBe(
      `GET /health HTTP/1.1\r\nHost: 127.0.0.1:${backend.port}\r\nUser-Agent: lbbench\r\nx-lbbench-check: 1\r\nConnection: close\r\n\r\n`,
    )
    expect(await checked(backend.port)).toBe(200)
    expect(backend.connections()).toBe(2)
    await expect.poll(() => new Promise(resolve => backend.server.getConnections((_, n) => resolve(n)))).toBe(0)
  })

  test.each([
    { what: 'another status', bytes: 'HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy', status: 503 },
    { what: 'no body', bytes: 'HTTP/1.1 204 No Content\r\n\r\n', status: 204 },
    { what: 'chunks', bytes: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n', status: 200 },
    { what: '103 before', bytes: 'HTTP/1.1 103 E\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', status: 200 },
  ])('is told the status: $what', async ({ bytes, status }) => {
    expect(await checked((await replying(bytes)).port)).toBe(status)
  })

  test('may be answered until close', async () => {
    const backend = await replying('HTTP/1.1 200 OK\r\n\r\nall of it', socket => socket.end())
    expect(await checked(backend.port)).toBe(200)
  })

  test.each([
    { what: 'closes', bytes: '', act: (socket: Socket) => void socket.end() },
    { what: 'resets', bytes: '', act: (socket: Socket) => void socket.resetAndDestroy() },
    {
      what: 'breaks off',
      bytes: 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf',
      act: (socket: Socket) => void socket.end(),
    },
    { what: 'speaks another protocol', bytes: '220 ready\r\n\r\n', act: () => {} },
    {
      what: 'gives two lengths',
      bytes: 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
      act: () => {},
    },
    { what: 'breaks its chunks', bytes: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n', act: () => {} },
  ])('has no status where the backend $what', async ({ bytes, act }) => {
    const backend = await scripted(socket => {
      if (bytes !== '') socket.write(bytes)
      act(socket)
    })
    expect(await checked(backend.port)).toBeUndefined()
  })

  test('has none where nobody listens', async () => expect(await checked(await closedPort())).toBeUndefined())

  test.each([
    { what: 'is silent', bytes: '' },
    { what: 'never ends its answer', bytes: 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf' },
  ])('has none in time where the backend $what, and lets it go', async ({ bytes }) => {
    let closed = 0
    const backend = await scripted(socket => {
      socket.on('close', () => closed++)
      if (bytes !== '') socket.write(bytes)
    })
    expect(await checked(backend.port, 50)).toBeUndefined()
    await eventually(() => closed === 1)
  })

  test('that is called off tells nothing, and lets the backend go', async () => {
    let closed = 0
    const backend = await scripted(socket => socket.on('close', () => closed++))
    const told: unknown[] = []
    const callOff = checkHealth({ name: 'b', host: '127.0.0.1', port: backend.port }, '/', 200, status =>
      told.push(status),
    )
    await eventually(() => backend.received() !== '')
    callOff()
    await eventually(() => closed === 1)
    await checked(await closedPort())
    expect(told).toEqual([])
  })
})
