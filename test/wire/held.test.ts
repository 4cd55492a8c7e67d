import { describe, expect, test } from 'vitest'
import { held, shed } from '../../src/balancer/balancer.js'
import { answering, client, closedPort, eventually, get, lab, scripted } from './lab.js'
import { ScriptedFlights } from './scripted-flights.js'

const put = (body: string, length = body.length): string =>
  `PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: ${length}\r\n\r\n${body}`

describe('a request that is held', () => {
  test('reaches no backend before it is resumed, then goes there', async () => {
    const backend = await answering()
    const flights = new ScriptedFlights({ picks: [held, 0] })
    const { port, plane } = await lab([backend.port], { balancing: () => flights })
    const asking = client(port, get('/a'))
    await eventually(() => flights.logs.length === 1)
    expect(backend.connections()).toBe(0)
    expect(asking.text()).toBe('')
    plane.awaiting(flights.tickets[0]!)!.resume()
    expect(await asking.until(/ok$/)).toMatch(
      /^HTTP\/1\.1 200 [\s\S]*x-lbbench-tries: 1\r\nx-lbbench-waited: \d+\.\d{3}\r\n/,
    )
    expect(flights.log).toEqual(['next -2', 'next 0', 'retries answer 200: no', 'ended 0 answer 200', 'close'])
  })

  test('may be held again', async () => {
    const backend = await answering()
    const flights = new ScriptedFlights({ picks: [held, held, 0] })
    const { port, plane } = await lab([backend.port], { balancing: () => flights })
    const asking = client(port, get())
    await eventually(() => flights.logs.length === 1)
    plane.awaiting(flights.tickets[0]!)!.resume()
    expect(flights.log).toEqual(['next -2', 'next -2'])
    plane.awaiting(flights.tickets[0]!)!.resume()
    await asking.until(/ok$/)
  })

  test('and shed in the end is told 503, and its connection lives on', async () => {
    const backend = await answering()
    const flights = new ScriptedFlights({ picks: [held, shed] }, { picks: [0] })
    const { port, plane } = await lab([backend.port], { balancing: () => flights })
    const asking = client(port, get())
    await eventually(() => flights.logs.length === 1)
    plane.awaiting(flights.tickets[0]!)!.resume()
    expect(await asking.until(/\n$/)).toMatch(
      /^HTTP\/1\.1 503 Service Unavailable[\s\S]*x-lbbench-tries: 0\r\n[\s\S]*over a limit of the balancer\n$/,
    )
    expect(flights.logs[0]).toEqual(['next -2', 'next -3', 'close'])
    asking.socket.write(get())
    await asking.until(/ok$/)
  })

  test('keeps its body, and sends what comes later', async () => {
    const backend = await scripted(
      (socket, received) =>
        void (received.endsWith('helloworld') && socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')),
    )
    const flights = new ScriptedFlights({ picks: [held, 0] })
    const { port, plane } = await lab([backend.port], { balancing: () => flights })
    const asking = client(port, put('hello', 10))
    await eventually(() => flights.logs.length === 1)
    asking.socket.write('world')
    plane.awaiting(flights.tickets[0]!)!.resume()
    await asking.until(/ok$/)
    expect(backend.received()).toMatch(/\r\n\r\nhelloworld$/)
  })

  test('is read no further than it must be: a big body waits with its client', async () => {
    const size = 32 << 20
    let received = 0
    const backend = await scripted(() => {})
    backend.server.removeAllListeners('connection')
    backend.server.on('connection', socket => {
      socket
        .on('error', () => {})
        .on('data', chunk => {
          received += chunk.length
          if (received > size) socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok')
        })
    })
    const flights = new ScriptedFlights({ picks: [held, 0] })
    const { port, plane } = await lab([backend.port], { balancing: () => flights })
    const asking = client(port, put('', size))
    asking.socket.write(Buffer.alloc(size, 'x'))
    await eventually(() => flights.logs.length === 1)
    let before = -1
    for (let still = 0; still < 10; still = asking.socket.bytesWritten === before ? still + 1 : 0) {
      before = asking.socket.bytesWritten
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    // Node counts a write that is under way as written; what the client still has to send tells.
    expect(asking.socket.writableLength).toBeGreaterThan(size / 2)
    plane.awaiting(flights.tickets[0]!)!.resume()
    await asking.until(/ok$/)
    expect(received).toBeGreaterThan(size)
  })

  test.each([
    { how: 'closes', leave: 'destroy' },
    { how: 'closes its side', leave: 'end' },
    { how: 'resets', leave: 'resetAndDestroy' },
  ] as const)('is dropped when its client $how', async ({ leave }) => {
    const flights = new ScriptedFlights({ picks: [held, 0] })
    const { port, plane } = await lab([await closedPort()], { balancing: () => flights })
    const asking = client(port, get())
    await eventually(() => flights.logs.length === 1)
    asking.socket[leave]()
    await eventually(() => flights.log.at(-1) === 'close')
    expect(flights.log).toEqual(['next -2', 'close'])
    expect(plane.stats.clientsGone).toBe(1)
    expect(plane.awaiting(flights.tickets[0]!)).toBeUndefined()
  })

  test('has a ticket that no other has while it waits', async () => {
    const flights = new ScriptedFlights({ picks: [held] })
    const { port, plane } = await lab([await closedPort()], { balancing: () => flights })
    const clients = Array.from({ length: 20 }, () => client(port, get()))
    await eventually(() => flights.logs.length === 20)
    expect(new Set(flights.tickets).size).toBe(20)
    for (const ticket of [...flights.tickets]) plane.awaiting(ticket)!.resume()
    for (const asking of clients) expect(await asking.until(/\n$/)).toMatch(/^HTTP\/1\.1 502/)
  })

  test('for a second try says the reason of the first where there is none', async () => {
    const flights = new ScriptedFlights({ picks: [0, held], retries: () => true })
    const { port, plane } = await lab([await closedPort()], { balancing: () => flights })
    const asking = client(port, get())
    await eventually(() => flights.logs[0]?.at(-1) === 'next -2')
    plane.awaiting(flights.tickets[0]!)!.resume()
    expect(await asking.until(/\n$/)).toMatch(/^HTTP\/1\.1 502 [\s\S]*tries: 1\r\n[\s\S]*backend b1 failed: connect/)
    expect(flights.log).toEqual(['next 0', 'ended 0 connect 0', 'retries connect 0', 'next -2', 'next -1', 'close'])
  })
})

test('a request over a limit is told 503 at once', async () => {
  const flights = new ScriptedFlights({ picks: [shed] })
  const { port } = await lab([await closedPort()], { balancing: () => flights })
  expect(await client(port, get('/', 'Connection: close\r\n')).closed()).toMatch(/^HTTP\/1\.1 503 /)
  expect(flights.log).toEqual(['next -3', 'close'])
})
