import type { Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Prober } from '../../src/live/wire/prober.js'
import type { ProbeReport } from '../../src/strategies/strategy.js'
import { closedPort, eventually, type ScriptedBackend, scripted } from './lab.js'

const answer = (load: string): string => `HTTP/1.1 200 OK\r\n${load}Content-Length: 0\r\n\r\n`
const told = (inFlight: number): string => answer(`x-lbbench-load: in-flight=${inFlight}, latency=1.5\r\n`)

function prober(ports: readonly number[]) {
  const reports: (ProbeReport & { readonly backend: number })[] = []
  const backends = ports.map((port, i) => ({ name: `b${i}`, host: '127.0.0.1', port }))
  const asking = new Prober(
    backends,
    () => 0,
    (backend, report) => reports.push({ backend, ...report }),
  )
  onTestFinished(() => asking.stop())
  return { reports, asking }
}

/** How many requests a backend has received. */
const requests = (backend: ScriptedBackend): number => backend.received().split('\r\n\r\n').length - 1

describe('probes', () => {
  test('are answered by backend, over a connection that is kept', async () => {
    const [one, two] = [
      await scripted(socket => socket.write(told(1))),
      await scripted(socket => socket.write(told(2))),
    ]
    const { asking, reports } = prober([one.port, two.port])
    asking.ask(1)
    await eventually(() => reports.length === 1)
    asking.ask(0)
    await eventually(() => reports.length === 2)
    asking.ask(1)
    await eventually(() => reports.length === 3)
    expect(reports).toEqual([1, 0, 1].map(i => ({ backend: i, failed: false, inFlight: i + 1, latencyMs: 1.5 })))
    expect(two.connections()).toBe(1)
    expect(one.received()).toBe(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${one.port}\r\nUser-Agent: lbbench\r\nx-lbbench-probe: 1\r\n\r\n`,
    )
  })

  test.each([
    { what: 'does not know them', act: (socket: Socket) => void socket.write(answer('')) },
    { what: 'writes nonsense', act: (socket: Socket) => void socket.write(answer('x-lbbench-load: high\r\n')) },
    { what: 'resets', act: (socket: Socket) => void socket.resetAndDestroy() },
    { what: 'closes', act: (socket: Socket) => void socket.end() },
    { what: 'is no web server', act: (socket: Socket) => void socket.write('220 ready\r\n\r\n') },
    { what: 'is silent', act: () => {} },
  ])('fail where the backend $what', async ({ act }) => {
    const backend = await scripted(act)
    const { asking, reports } = prober([backend.port])
    asking.ask(0)
    await eventually(() => reports.length === 1)
    expect(reports[0]!.failed).toBe(true)
    expect(backend.connections()).toBe(1)
  })

  test('fail where nobody listens', async () => {
    const { asking, reports } = prober([await closedPort()])
    asking.ask(0)
    expect(reports).toEqual([])
    await eventually(() => reports.length === 1)
    expect(reports[0]!.failed).toBe(true)
  })

  test('are repeated where the kept connection was closed at that moment', async () => {
    const backend = await scripted((socket, received, connection) => {
      if (connection === 0 && received.split('\r\n\r\n').length > 2) socket.end()
      else socket.write(told(connection))
    })
    const { asking, reports } = prober([backend.port])
    asking.ask(0)
    await eventually(() => reports.length === 1)
    asking.ask(0)
    await eventually(() => reports.length === 2)
    expect(reports.map(({ failed, inFlight }) => ({ failed, inFlight }))).toEqual([
      { failed: false, inFlight: 0 },
      { failed: false, inFlight: 1 },
    ])
  })

  test('are under way in a bounded number: what is asked beyond is told the next answer', async () => {
    const sockets: Socket[] = []
    const backend = await scripted(socket => void sockets.push(socket))
    const { asking, reports } = prober([backend.port])
    for (let i = 0; i < 100; i++) asking.ask(0)
    await eventually(() => requests(backend) === 32)
    sockets[0]!.write(told(7))
    await eventually(() => reports.length === 1 + 100 - 32)
    expect(new Set(reports.map(report => report.inFlight))).toEqual(new Set([7]))
    asking.ask(0)
    for (const socket of sockets.slice(1)) socket.write(told(8))
    await eventually(() => requests(backend) === 33)
    sockets.at(-1)!.write(told(9))
    await eventually(() => reports.length === 101)
  })

  test('that are under way at the end tell nothing', async () => {
    const backend = await scripted(() => {})
    const { asking, reports } = prober([backend.port])
    for (let i = 0; i < 40; i++) asking.ask(0)
    await eventually(() => requests(backend) === 32)
    asking.stop()
    await expect.poll(() => new Promise(resolve => backend.server.getConnections((_, n) => resolve(n)))).toBe(0)
    asking.ask(0)
    expect(reports).toEqual([])
  })
})
