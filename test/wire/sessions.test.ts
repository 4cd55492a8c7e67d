import { describe, expect, test } from 'vitest'
import { answering, client, get, lab, scripted } from './lab.js'
import { ScriptedFlights } from './scripted-flights.js'

const names = ['b1', 'b2']
const session = { cookie: 'SRV', ttlMs: Infinity }

/** Sets the cookie unless the request has that value already. */
const flightsTo = (...picks: readonly number[]) => {
  const flights: ScriptedFlights = new ScriptedFlights(
    ...picks.map(pick => ({
      picks: [pick],
      cookie: (backend: number) =>
        flights.requests.at(-1)!.cookie === names[backend] ? undefined : (names[backend] as string),
    })),
  )
  return flights
}

describe('a session kept by cookie', () => {
  test('is begun with the answer, then read, hidden from the backend, and not set again', async () => {
    const backend = await answering()
    const flights = flightsTo(0, 0)
    const { port } = await lab([backend.port], { balancing: () => flights, session })
    const asking = client(port, get('/1', 'Cookie: u=1\r\n'))
    expect(await asking.until(/ok$/)).toBe(
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: SRV=b1; path=/\r\nx-lbbench-tries: 1\r\n\r\nok',
    )
    asking.socket.write(get('/2', 'Cookie: u=1; SRV=b1\r\n'))
    expect((await asking.until(/\nok[\s\S]*\nok$/)).match(/Set-Cookie/g)).toHaveLength(1)
    expect(flights.requests.map(request => request.cookie)).toEqual(['', 'b1'])
    expect(backend.received()).toContain('GET /2 HTTP/1.1\r\nHost: h\r\nCookie: u=1\r\nX-Forwarded-For: 127.0.0.1\r\n')
  })

  test('with a value that names nobody is bound anew', async () => {
    const flights = flightsTo(1)
    const ports = [(await answering('one')).port, (await answering('two')).port]
    const { port } = await lab(ports, { balancing: () => flights, session })
    expect(await client(port, get('/', 'Cookie: SRV=b9\r\n')).until(/two$/)).toContain('Set-Cookie: SRV=b2; path=/\r\n')
    expect(flights.requests[0]!.cookie).toBe('b9')
  })

  test('lasts as long as it says', async () => {
    const flights = flightsTo(0)
    const backend = await answering()
    const { port } = await lab([backend.port], { balancing: () => flights, session: { cookie: 'SRV', ttlMs: 60_000 } })
    expect(await client(port, get()).until(/ok$/)).toContain('Set-Cookie: SRV=b1; path=/; Max-Age=60\r\n')
  })

  test('takes the place of a cookie of the same name that the backend sets', async () => {
    const backend = await scripted(
      socket =>
        void socket.write('HTTP/1.1 200 OK\r\nSet-Cookie: SRV=own\r\nSet-Cookie: u=1\r\nContent-Length: 2\r\n\r\nok'),
    )
    const flights = flightsTo(0)
    const { port } = await lab([backend.port], { balancing: () => flights, session })
    expect((await client(port, get()).until(/ok$/)).match(/Set-Cookie: .*/g)).toEqual([
      'Set-Cookie: u=1',
      'Set-Cookie: SRV=b1; path=/',
    ])
  })

  test('follows the answer, not the first try', async () => {
    const bad = await scripted(socket => void socket.resetAndDestroy())
    const flights = new ScriptedFlights({ picks: [0, 1], retries: ({ failed }) => failed, cookie: b => names[b] })
    const ports = [bad.port, (await answering()).port]
    const { port } = await lab(ports, { balancing: () => flights, session })
    expect(await client(port, get()).until(/ok$/)).toContain('Set-Cookie: SRV=b2; path=/\r\n')
  })

  test('without one, cookies of clients and backends pass as they are', async () => {
    const backend = await scripted(
      socket => void socket.write('HTTP/1.1 200 OK\r\nSet-Cookie: SRV=own\r\nContent-Length: 2\r\n\r\nok'),
    )
    const flights = flightsTo(0)
    const { port } = await lab([backend.port], { balancing: () => flights })
    expect(await client(port, get('/', 'Cookie: SRV=b1\r\n')).until(/ok$/)).toContain('Set-Cookie: SRV=own\r\n')
    expect(backend.received()).toContain('Cookie: SRV=b1\r\n')
    expect(flights.requests[0]!.cookie).toBe('')
  })
})
