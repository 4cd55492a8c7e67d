import type { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { held, refused, shed } from '../../src/balancer/balancer.js'
import { answering, client, closedPort, eventually, get, lab, scripted } from './lab.js'
import { ScriptedFlights } from './scripted-flights.js'

const answer = (name: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${name.length}\r\n\r\n${name}`

/** Backends that answer when they are told to, and say when their connection was closed. */
async function patient(name: string) {
  let socket: Socket | undefined
  let closed = 0
  const backend = await scripted(given => {
    socket = given
    given.once('close', () => closed++)
  })
  return { ...backend, answer: () => socket!.write(answer(name)), socket: () => socket!, closed: () => closed }
}

async function hedged(picks: readonly number[], ports: readonly number[]) {
  const flights = new ScriptedFlights({ picks, retries: outcome => outcome.failed })
  const { port, plane } = await lab(ports, { balancing: () => flights })
  return { flights, port, plane, hedge: () => plane.awaiting(flights.tickets[0]!)!.hedge() }
}

describe('a request that is hedged', () => {
  test.each([
    { winner: 0, loser: 1 },
    { winner: 1, loser: 0 },
  ])(
    'gets the answer of backend $winner where that comes first, and the other is let go',
    async ({ winner, loser }) => {
      const backends = [await patient('first'), await patient('second')]
      const { flights, port, hedge, plane } = await hedged([0, 1], [backends[0]!.port, backends[1]!.port])
      const asking = client(port, get('/h'))
      await eventually(() => backends[0]!.received() !== '')
      hedge()
      await eventually(() => backends[1]!.received() !== '')
      expect(backends[1]!.received()).toBe(backends[0]!.received())
      backends[winner]!.answer()
      expect(await asking.until(/first$|second$/)).toMatch(
        new RegExp(`x-lbbench-tries: 2\r\n\r\n${winner === 0 ? 'first' : 'second'}$`),
      )
      await eventually(() => backends[loser]!.closed() === 1)
      expect(flights.log).toEqual([
        'next 0',
        'next 1',
        `ended ${loser} cancelled 0`,
        `ended ${winner} answer 200`,
        'close',
      ])
      expect(plane.upstreams().idle).toEqual([winner === 0 ? 1 : 0, winner === 1 ? 1 : 0])
    },
  )

  test('any answer wins, whatever its status: two are under way already', async () => {
    const [slow, bad] = [
      await patient('slow'),
      await scripted(s => s.write('HTTP/1.1 503 B\r\nContent-Length: 0\r\n\r\n')),
    ]
    const { flights, port, hedge } = await hedged([0, 1], [slow.port, bad.port])
    const asking = client(port, get())
    await eventually(() => slow.received() !== '')
    hedge()
    expect(await asking.until(/\r\n\r\n$/)).toMatch(/^HTTP\/1\.1 503/)
    expect(flights.log).toEqual(['next 0', 'next 1', 'ended 0 cancelled 0', 'ended 1 answer 503', 'close'])
  })

  test('where one try fails the other is waited for; where both do it is tried again', async () => {
    const slow = await patient('slow')
    const good = await answering()
    const ports = [slow.port, await closedPort(), good.port]
    const { flights, port, hedge } = await hedged([0, 1, 2], ports)
    const asking = client(port, get())
    await eventually(() => slow.received() !== '')
    hedge()
    await eventually(() => flights.log.includes('ended 1 connect 0'))
    expect(flights.log).toEqual(['next 0', 'next 1', 'ended 1 connect 0'])
    slow.socket().resetAndDestroy()
    expect(await asking.until(/ok$/)).toContain('x-lbbench-tries: 3\r\n')
    expect(flights.log.slice(3)).toEqual([
      'ended 0 reset 0',
      'retries reset 0',
      'next 2',
      'retries answer 200: no',
      'ended 2 answer 200',
      'close',
    ])
  })

  test.each([
    { what: 'refused', pick: refused },
    { what: 'shed', pick: shed },
  ])('goes on alone where the second try is $what', async ({ pick }) => {
    const slow = await patient('slow')
    const { flights, port, hedge } = await hedged([0, pick], [slow.port])
    const asking = client(port, get())
    await eventually(() => slow.received() !== '')
    hedge()
    slow.answer()
    await asking.until(/slow$/)
    expect(flights.log).toEqual(['next 0', `next ${pick}`, 'retries answer 200: no', 'ended 0 answer 200', 'close'])
  })

  test('may have to wait for its second try, which begins when it is resumed', async () => {
    const slow = await patient('slow')
    const { flights, port, hedge, plane } = await hedged([0, held, 1], [slow.port, (await answering()).port])
    const asking = client(port, get())
    await eventually(() => slow.received() !== '')
    hedge()
    plane.awaiting(flights.tickets[0]!)!.resume()
    await asking.until(/ok$/)
    expect(flights.log).toEqual(['next 0', 'next -2', 'next 1', 'ended 0 cancelled 0', 'ended 1 answer 200', 'close'])
  })

  test('and answered while the second try waits makes no other', async () => {
    const slow = await scripted(socket => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf'))
    const flights = new ScriptedFlights({ picks: [held, 0, 1] })
    const { port, plane } = await lab([slow.port], { balancing: () => flights })
    const asking = client(port, get())
    await eventually(() => flights.logs.length === 1)
    plane.awaiting(flights.tickets[0]!)!.resume()
    await asking.until(/half$/)
    plane.awaiting(flights.tickets[0]!)!.hedge()
    plane.awaiting(flights.tickets[0]!)!.resume()
    expect(flights.log).toEqual(['next -2', 'next 0', 'retries answer 200: no'])
  })

  test('has both tries cancelled when its client leaves', async () => {
    const backends = [await patient('first'), await patient('second')]
    const { flights, port, hedge } = await hedged([0, 1], [backends[0]!.port, backends[1]!.port])
    const asking = client(port, get())
    await eventually(() => backends[0]!.received() !== '')
    hedge()
    await eventually(() => backends[1]!.received() !== '')
    asking.socket.destroy()
    await eventually(() => backends.every(backend => backend.closed() === 1))
    expect(flights.log).toEqual(['next 0', 'next 1', 'ended 0 cancelled 0', 'ended 1 cancelled 0', 'close'])
  })

  test('is not hedged while its body is still coming', async () => {
    const slow = await patient('slow')
    const good = await scripted((socket, received) => void (received.endsWith('cd') && socket.write(answer('ok'))))
    const { flights, port, hedge } = await hedged([0, 1], [slow.port, good.port])
    const asking = client(port, 'PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nab')
    await eventually(() => slow.received().endsWith('ab'))
    hedge()
    expect(flights.log).toEqual(['next 0'])
    asking.socket.write('cd')
    await eventually(() => slow.received().endsWith('cd'))
    hedge()
    await asking.until(/ok$/)
    expect(flights.log).toContain('next 1')
  })
})
