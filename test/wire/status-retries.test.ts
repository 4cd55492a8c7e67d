import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/strategies/strategy.js'
import { answering, client, get, lab, scripted } from './lab.js'
import { ScriptedFlights } from './scripted-flights.js'

const on503 = ({ status }: Outcome): boolean => status === 503

/** Answers each request with these bytes; a body counts as here once `last` is. */
const replying = (bytes: string, last = '\r\n\r\n') =>
  scripted((socket, received) => void (received.endsWith(last) && socket.write(bytes)))

const busy = 'HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy'

describe('an answer whose status is to be tried elsewhere', () => {
  const answers = [
    { what: 'with a body', bytes: busy, kept: 1 },
    { what: 'without a body', bytes: 'HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n', kept: 1 },
    { what: 'in chunks', bytes: 'HTTP/1.1 503 B\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbusy\r\n0\r\n\r\n', kept: 1 },
    { what: 'that closes', bytes: 'HTTP/1.1 503 B\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbusy', kept: 0 },
    { what: 'until close', bytes: 'HTTP/1.1 503 B\r\n\r\nbusy', kept: 0 },
    { what: 'with bytes too many', bytes: `${busy}more`, kept: 0 },
    { what: 'in broken chunks', bytes: 'HTTP/1.1 503 B\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n', kept: 0 },
    {
      what: 'of a megabyte',
      bytes: `HTTP/1.1 503 B\r\nContent-Length: ${1 << 20}\r\n\r\n${'x'.repeat(1 << 20)}`,
      kept: 0,
    },
  ]

  test.each(answers)('$what is not relayed; its connection is kept: $kept', async ({ bytes, kept }) => {
    const [bad, good] = [await replying(bytes), await answering()]
    const flights = new ScriptedFlights({ picks: [0, 1], retries: on503 })
    const { port, plane } = await lab([bad.port, good.port], { balancing: () => flights })
    const text = await client(port, get()).until(/ok$/)
    expect(text).toBe('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nx-lbbench-tries: 2\r\n\r\nok')
    expect(flights.log).toEqual([
      'next 0',
      'retries answer 503',
      'ended 0 answer 503',
      'next 1',
      'retries answer 200: no',
      'ended 1 answer 200',
      'close',
    ])
    expect(plane.upstreams().idle).toEqual([kept, 1])
  })

  test('is drained where its body comes later, and its connection used again', async () => {
    let finish = (): void => {}
    const bad = await scripted((socket, received) => {
      if (received.split('\r\n\r\n').length > 2) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nagain')
      else socket.write('HTTP/1.1 503 Busy\r\nContent-Length: 8\r\n\r\nbusy')
      finish = () => void socket.write('busy')
    })
    const flights = new ScriptedFlights({ picks: [0, 1], retries: on503 }, { picks: [0] })
    const { port, plane } = await lab([bad.port, (await answering()).port], { balancing: () => flights })
    const asking = client(port, get())
    await asking.until(/ok$/)
    expect(plane.upstreams().idle).toEqual([0, 1])
    finish()
    await expect.poll(() => plane.upstreams().idle).toEqual([1, 1])
    asking.socket.write(get())
    await asking.until(/again$/)
    expect(bad.connections()).toBe(1)
  })

  test('is not waited for without end', async () => {
    const bad = await replying('HTTP/1.1 503 Busy\r\nContent-Length: 8\r\n\r\nbusy')
    const flights = new ScriptedFlights({ picks: [0, 1], retries: on503 })
    const ports = [bad.port, (await answering()).port]
    const { port, plane } = await lab(ports, { balancing: () => flights, readTimeoutMs: 400 })
    await client(port, get()).until(/ok$/)
    await new Promise(resolve => bad.server.getConnections((_, count) => resolve(expect(count).toBe(1))))
    await expect.poll(() => new Promise(resolve => bad.server.getConnections((_, count) => resolve(count)))).toBe(0)
    expect(plane.upstreams().idle).toEqual([0, 1])
  })

  test('takes the body of its request along', async () => {
    const [bad, good] = [
      await replying(busy, 'hi'),
      await replying('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok', 'hi'),
    ]
    const flights = new ScriptedFlights({ picks: [0, 1], retries: on503 })
    const { port } = await lab([bad.port, good.port], { balancing: () => flights })
    await client(port, 'PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi').until(/ok$/)
    expect(good.received()).toMatch(/\r\n\r\nhi$/)
  })

  test('is relayed where the body of the request is not kept, being too long', async () => {
    const size = 300_000
    let came = 0
    const bad = await scripted(() => {})
    bad.server.removeAllListeners('connection')
    bad.server.on('connection', socket =>
      socket.on('data', chunk => {
        came += chunk.length
        if (came > size) socket.write(busy)
      }),
    )
    const flights = new ScriptedFlights({ picks: [0, 1], retries: on503 })
    const { port } = await lab([bad.port, (await answering()).port], { balancing: () => flights })
    const asking = client(port, `PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: ${size}\r\n\r\n${'x'.repeat(size)}`)
    expect(await asking.until(/busy$/)).toMatch(/^HTTP\/1\.1 503 Busy/)
    expect(flights.log).toEqual(['next 0', 'ended 0 answer 503', 'close'])
  })

  test('is gone where the next try finds no backend: 502 says what it was', async () => {
    const flights = new ScriptedFlights({ picks: [0], retries: on503 })
    const { port } = await lab([(await replying(busy)).port], { balancing: () => flights })
    expect(await client(port, get()).until(/\n$/)).toMatch(
      /^HTTP\/1\.1 502 [\s\S]*no other backend is available: b1 answered 503\n$/,
    )
  })

  test('is relayed where the flight says no', async () => {
    const flights = new ScriptedFlights({ picks: [0, 1] })
    const { port } = await lab([(await replying(busy)).port], { balancing: () => flights })
    expect(await client(port, get()).until(/busy$/)).toMatch(/^HTTP\/1\.1 503 Busy/)
    expect(flights.log).toEqual(['next 0', 'retries answer 503: no', 'ended 0 answer 503', 'close'])
  })
})

test.each([
  { method: 'GET', repeatable: true },
  { method: 'PUT', repeatable: true },
  { method: 'DELETE', repeatable: true },
  { method: 'POST', repeatable: false },
  { method: 'PATCH', repeatable: false },
])('the balancer is told whether $method may be repeated', async ({ method, repeatable }) => {
  const flights = new ScriptedFlights({ picks: [0] })
  const { port } = await lab([(await answering()).port], { balancing: () => flights })
  await client(port, `${method} /x HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n`).until(/ok$/)
  expect(flights.requests).toEqual([{ client: '127.0.0.1', path: '/x', cookie: '', repeatable }])
})
