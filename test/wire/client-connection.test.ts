import { connect, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createWireServer } from '../../src/live/wire/wire-server.js'
import { client, closedPort, get, lab, scripted, serve } from './lab.js'

const close = 'Connection: close\r\n'
const request = (method: string, size: number, fields = ''): string =>
  `${method} / HTTP/1.1\r\nHost: h\r\n${fields}Content-Length: ${size}\r\n\r\n${'x'.repeat(size)}`

describe('a client connection goes on', () => {
  // From 16 KiB on, a connection to a backend that is still being made asks to wait, and one that fails never says go on.
  test.each([1_000, 20_000, 60_000])('after 502 to a body of %i bytes', async size => {
    const { port, log } = await lab([await closedPort()])
    const asking = client(port, request('POST', size))
    await asking.until(/502 Bad Gateway: .*\n$/)
    asking.socket.write(get('/second', close))
    expect((await asking.closed()).match(/HTTP\/1\.1 502/g)).toHaveLength(2)
    expect(log.paths).toEqual(['/', '/second'])
  })
})

test('a big body that waited for its turn arrives whole', async () => {
  const size = 100_000
  const backend = await scripted((socket, received) => {
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
    // The first is answered when the second has come in and is held, all of it.
    if (received.endsWith('\r\n\r\n')) setTimeout(() => socket.write(answer), 100)
    else if (received.endsWith('x') && received.length > size) socket.write(answer)
  })
  const { port } = await lab([backend.port])
  const text = await client(port, get('/1') + request('PUT', size, close)).closed()
  expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(2)
  expect(backend.received().endsWith(`\r\n\r\n${'x'.repeat(size)}`)).toBe(true)
})

describe('a client that pipelines and does not read is answered no further than it reads', () => {
  const body = 'z'.repeat(50_000)
  const count = 1_000

  /** The requests are all sent and nothing moves any more: `answered` then, and what the client gets when it reads on. */
  async function flood(port: number, answered: () => number): Promise<{ early: number; bytes: number }> {
    const socket = connect({ port, host: '127.0.0.1' }).pause()
    onTestFinished(() => void socket.destroy())
    socket.write(get().repeat(count - 1) + get('/', close))
    let early = 0
    for (let still = 0; still < 10; still = answered() === early && early > 0 ? still + 1 : 0) {
      early = answered()
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    return { early, bytes: await drain(socket) }
  }

  function drain(socket: Socket): Promise<number> {
    return new Promise(resolve => {
      let bytes = 0
      socket.on('data', chunk => {
        bytes += chunk.length
      })
      socket.on('close', () => resolve(bytes))
      socket.resume()
    })
  }

  test('by a data plane', async () => {
    const backend = await scripted(socket =>
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
    )
    const { port, log } = await lab([backend.port])
    const { early, bytes } = await flood(port, () => log.paths.length)
    // What the kernel takes on loopback, some MB of the 50.
    expect(early).toBeLessThan(count / 2)
    expect(log.paths).toHaveLength(count)
    expect(bytes).toBeGreaterThan(count * body.length)
  })

  test('by a wire server', async () => {
    let handled = 0
    const server = createWireServer(
      (_request, reply) => {
        handled++
        reply.send(200, '', body)
      },
      { keepAliveMs: Number.POSITIVE_INFINITY },
    )
    const { early, bytes } = await flood(await serve(server), () => handled)
    expect(early).toBeLessThan(count / 2)
    expect(handled).toBe(count)
    expect(bytes).toBeGreaterThan(count * body.length)
  })

  test('by a wire server that then loses patience, as with an idle one', async () => {
    const server = createWireServer((_request, reply) => reply.send(200, '', body), { keepAliveMs: 60 })
    const port = await serve(server)
    const socket = connect({ port, host: '127.0.0.1' }).pause()
    onTestFinished(() => void socket.destroy())
    socket.write(get().repeat(count))
    await new Promise(resolve => setTimeout(resolve, 400))
    // Only what was answered before, and the end of it.
    const bytes = await drain(socket)
    expect(bytes).toBeGreaterThan(body.length)
    expect(bytes).toBeLessThan((count / 2) * body.length)
  })
})
