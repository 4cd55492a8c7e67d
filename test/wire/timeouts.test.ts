import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ClientTimeouts } from '../../src/live/wire/client-timeouts.js'
import { answering, client, eventually, get, lab, scripted } from './lab.js'

const never = Number.POSITIVE_INFINITY
const patient: ClientTimeouts = { headMs: never, bodyMs: never, sendMs: never, idleMs: never }
const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
const put = 'PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n'
const block = Buffer.alloc(1 << 20, 'x')

describe('a client that takes too long', () => {
  test('for its head is told 408, though it goes on all the time', async () => {
    const { port, plane, log } = await lab([], { clientTimeouts: { ...patient, headMs: 100 } })
    const slow = client(port, 'GET / HTTP/1.1\r\nX-A: ')
    const dripping = setInterval(() => slow.socket.write('x'), 10)
    onTestFinished(() => clearInterval(dripping))
    expect(await slow.closed()).toMatch(
      /^HTTP\/1\.1 408 Request Timeout[\s\S]*Connection: close\r\n\r\n408 .* 100 ms\n$/,
    )
    expect(plane.stats).toMatchObject({ clientsTimedOut: 1, refused: 0, requests: 0 })
    expect(log.tried).toEqual([])
  })

  test('for the head of a second request, too', async () => {
    const backend = await answering()
    const { port } = await lab([backend.port], { clientTimeouts: { ...patient, headMs: 100 } })
    const slow = client(port, get())
    await slow.until(/ok$/)
    slow.socket.write('GET')
    expect(await slow.closed()).toMatch(/okHTTP\/1\.1 408 /)
  })

  test('for its body is told 408, and the backend is let go', async () => {
    let backendClosed = 0
    const backend = await scripted(socket => socket.on('close', () => backendClosed++))
    const { port, plane, log } = await lab([backend.port], { clientTimeouts: { ...patient, bodyMs: 100 } })
    expect(await client(port, `${put}x`).closed()).toMatch(
      /^HTTP\/1\.1 408 [\s\S]*no more of the body came for 100 ms\n$/,
    )
    await eventually(() => backendClosed === 1)
    expect(log.inFlight).toEqual([0])
    expect(log.outcomes).toEqual([{ failed: false, status: 0 }])
    expect(plane.stats).toMatchObject({ clientsTimedOut: 1, clientsGone: 0 })
  })

  test('for its body while it is answered already is cut: 408 would be taken for a part of the answer', async () => {
    const backend = await scripted(socket => void socket.write('HTTP/1.1 200 OK\r\n\r\nhalf'))
    const { port, log } = await lab([backend.port], { clientTimeouts: { ...patient, bodyMs: 100 } })
    const slow = client(port, put)
    expect(await slow.closed()).toMatch(/^HTTP\/1\.1 200 [\s\S]*half$/)
    expect(slow.error()).toBe('ECONNRESET')
    expect(log.inFlight).toEqual([0])
  })

  test('to take its answer is reset, and the backend let go', async () => {
    const backend = await scripted(socket => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\n')
      for (let i = 0; i < 64; i++) socket.write(block)
    })
    const { port, plane, log } = await lab([backend.port], { clientTimeouts: { ...patient, sendMs: 100 } })
    const deaf = connect({ port, host: '127.0.0.1' }).pause()
    onTestFinished(() => void deaf.destroy())
    deaf.on('error', () => {}).write(get())
    await eventually(() => log.outcomes.length === 1)
    expect(log.inFlight).toEqual([0])
    expect(plane.stats).toMatchObject({ clientsTimedOut: 1, clientsGone: 0 })
    await eventually(() => plane.upstreams().idle[0] === 0)
  })

  test('between two requests is left without a word', async () => {
    const backend = await answering()
    const { port, plane } = await lab([backend.port], { clientTimeouts: { ...patient, idleMs: 100 } })
    expect(await client(port, get()).closed()).toMatch(/^HTTP\/1\.1 200 [\s\S]*ok$/)
    expect(plane.stats.clientsTimedOut).toBe(0)
  })

  test('to begin its first request, likewise', async () => {
    const { port } = await lab([], { clientTimeouts: { ...patient, headMs: 100 } })
    expect(await client(port).closed()).toBe('')
  })
})

describe('a client is not hurried', () => {
  const hasty: ClientTimeouts = { headMs: 60, bodyMs: 60, sendMs: 60, idleMs: 60 }

  test('while it waits for its answer', async () => {
    const backend = await scripted(
      socket => void setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), 400),
    )
    const { port } = await lab([backend.port], { clientTimeouts: hasty })
    expect(await client(port, get()).until(/ok$/)).toMatch(/^HTTP\/1\.1 200/)
  })

  test('while it is the backend that does not take the body', async () => {
    const backend = await scripted(socket => void socket.pause())
    const { port } = await lab([backend.port], { clientTimeouts: hasty, readTimeoutMs: 500 })
    const asking = client(port, `PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: ${64 << 20}\r\n\r\n`)
    for (let i = 0; i < 64; i++) asking.socket.write(block)
    expect(await asking.until(/\n$/)).toMatch(/^HTTP\/1\.1 504 /)
  })

  test('while its body goes on, however slowly', async () => {
    const backend = await scripted(
      (socket, received) =>
        void (received.endsWith('!') && socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')),
    )
    const { port } = await lab([backend.port], { clientTimeouts: { ...patient, bodyMs: 400 } })
    const asking = client(port, 'PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 16\r\n\r\n')
    for (let i = 0; i < 15; i++) {
      await sleep(40)
      asking.socket.write('x')
    }
    asking.socket.write('!')
    expect(await asking.until(/ok$/)).toMatch(/^HTTP\/1\.1 200/)
  })

  test('in a tunnel', async () => {
    const backend = await scripted((socket, received) => {
      if (received.endsWith('\r\n\r\n')) socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n')
      else socket.end('bye')
    })
    const { port } = await lab([backend.port], { clientTimeouts: hasty })
    const asking = client(port, get('/', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'))
    await asking.until(/101/)
    await sleep(400)
    asking.socket.write('x')
    expect(await asking.closed()).toMatch(/bye$/)
  })
})

describe('a reset is noticed though nothing is read', () => {
  test.each([
    {
      why: 'the backend does not take the body',
      bytes: [`PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: ${64 << 20}\r\n\r\n`],
    },
    { why: 'enough requests wait', bytes: [get().repeat(20_000)] },
  ])('as $why', async ({ bytes }) => {
    const backend = await scripted(socket => void socket.pause())
    // The first look comes after a quarter of the shortest, and that is all this timeout does here.
    const { port, plane, log } = await lab([backend.port], { clientTimeouts: { ...patient, idleMs: 200 } })
    const asking = client(port)
    for (const text of bytes) asking.socket.write(text)
    for (let i = 0; i < 64; i++) asking.socket.write(block)
    let before = -1
    for (let still = 0; still < 5; still = asking.socket.bytesWritten === before ? still + 1 : 0) {
      before = asking.socket.bytesWritten
      await sleep(20)
    }
    expect(log.inFlight).toEqual([1])
    asking.socket.resetAndDestroy()
    await eventually(() => log.inFlight[0] === 0)
    expect(plane.stats).toMatchObject({ clientsGone: 1, clientsTimedOut: 0 })
  })
})

test('idle connections to backends are closed after a while, the longest idle first', async () => {
  const backend = await answering()
  let nowMs = 0
  const { port, plane } = await lab([backend.port], { upstreamIdleMs: 200, now: () => nowMs })
  const [one, two] = [client(port, get('/1')), client(port, get('/2'))]
  await Promise.all([one.until(/ok$/), two.until(/ok$/)])
  expect(plane.upstreams()).toEqual({ idle: [2], opened: [2] })
  nowMs = 150
  one.socket.write(get('/3'))
  await one.until(/ok[\s\S]*ok$/)
  await sleep(120)
  expect(plane.upstreams()).toEqual({ idle: [2], opened: [2] })
  nowMs = 220
  await eventually(() => plane.upstreams().idle[0] === 1)
  await sleep(120)
  expect(plane.upstreams()).toEqual({ idle: [1], opened: [2] })
  nowMs = 350
  await eventually(() => plane.upstreams().idle[0] === 0)
  // A request that comes then takes a new one.
  two.socket.write(get('/4'))
  await two.until(/ok[\s\S]*ok$/)
  expect(plane.upstreams()).toEqual({ idle: [1], opened: [3] })
})
