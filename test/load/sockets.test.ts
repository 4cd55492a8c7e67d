import { describe, expect, it, onTestFinished } from 'vitest'
import { errorKinds } from '../../src/bench/trial.js'
import { Sockets } from '../../src/live/load/sockets.js'
import { openTransport } from '../../src/live/load/transport.js'
import { type FaultServer, reply } from './fault-server.js'
import { serving } from './trial.js'

/** Sockets to a server, and a way to await the end of what they carry. */
function socketsTo(server: FaultServer, count: number) {
  const ends: [row: number, status: number][] = []
  const sent: number[] = []
  const resent: number[] = []
  const sockets = new Sockets()
  const transport = openTransport({ addresses: ['127.0.0.1'], port: server.port, sockets: count, owner: sockets })
  onTestFinished(() => transport.close())
  sockets.own(transport.connections)
  sockets.serve({
    write: () => ({ text: 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', bodiless: false }),
    sent: row => sent.push(row),
    resent: row => resent.push(row),
    head: () => {},
    ended: (row, status) => ends.push([row, status]),
  })
  const states = (): string[] => transport.connections.map(connection => connection.state)
  return { sockets, ends, sent, resent, states, connections: transport.connections }
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 1000) throw new Error('it never came')
    await new Promise(resolve => setTimeout(resolve, 2))
  }
}

describe('Sockets', () => {
  it('dials only for need, and uses again what is open', async () => {
    const server = await serving((request, socket) => reply(request, socket, {}))
    const { sockets, ends, states } = socketsTo(server, 3)
    expect(states()).toEqual(['asleep', 'asleep', 'asleep'])
    for (let row = 0; row < 4; row++) {
      expect(sockets.take(row)).toBe(true)
      await until(() => ends.length === row + 1)
    }
    expect(server.connections).toBe(1)
  })

  it('waits for a connection at rest rather than dial, and sends in order', async () => {
    const server = await serving((request, socket) => reply(request, socket, {}))
    const { sockets, ends, sent } = socketsTo(server, 3)
    sockets.take(0)
    await new Promise<void>(resolve => {
      const poll = (): void => {
        if (ends.length === 0) setImmediate(poll)
        else resolve()
      }
      poll()
    })
    expect(sockets.take(1)).toBe(true)
    await until(() => ends.length === 2)
    expect(sent).toEqual([0, 1])
    expect(server.connections).toBeLessThanOrEqual(2)
  })

  it('says who has to wait; serves those in order; and forgets whom it is told to', async () => {
    const held: (() => void)[] = []
    const server = await serving((request, socket) => void held.push(() => reply(request, socket, {})))
    const { sockets, ends, sent } = socketsTo(server, 2)
    expect([0, 1, 2, 3, 4].map(row => sockets.take(row))).toEqual([true, true, false, false, false])
    await until(() => held.length === 2)
    sockets.abandon(3)
    held.shift()!()
    held.shift()!()
    await until(() => held.length === 2)
    for (const answer of held) answer()
    await until(() => ends.length === 4)
    expect(sent).toEqual([0, 1, 2, 4])
    expect(ends.map(([, status]) => status)).toEqual([200, 200, 200, 200])
  })

  it('replaces the connection of a request it is told to abandon', async () => {
    const server = await serving((request, socket) => {
      if (request.index > 0) reply(request, socket, {})
    })
    const { sockets, ends } = socketsTo(server, 1)
    sockets.take(0)
    sockets.take(1)
    await until(() => server.seen.length === 1)
    sockets.abandon(0)
    await until(() => ends.length === 1)
    expect(ends).toEqual([[1, 200]])
    expect(server.connections).toBe(2)
    await until(() => server.openConnections === 1)
  })

  it('does not mind that a server closes what is idle', async () => {
    const server = await serving((request, socket) => reply(request, socket, {}))
    const { sockets, ends, states } = socketsTo(server, 4)
    for (let row = 0; row < 12; row++) {
      sockets.take(row)
      if (row % 4 < 3) continue
      await until(() => ends.length === row + 1)
      for (const socket of server.openSockets) socket.destroy()
      await until(() => states().every(state => state === 'asleep'))
    }
    expect(ends.every(([, status]) => status === 200)).toBe(true)
    expect(server.connections).toBe(12)
  })

  it('sends nothing on a connection that the server has closed, though nobody has told', async () => {
    const server = await serving((request, socket) => reply(request, socket, {}))
    const { sockets, ends, sent, resent, states } = socketsTo(server, 2)
    for (let row = 0; row < 6; row++) {
      // The FIN is in our kernel, and our event loop has no turn before the request is sent.
      for (const socket of server.openSockets) socket.destroy()
      sockets.take(row)
      await until(() => ends.length === row + 1 && states().includes('open'))
      await new Promise(resolve => setTimeout(resolve, 5))
    }
    expect(ends).toEqual([0, 1, 2, 3, 4, 5].map(row => [row, 200]))
    expect(sent).toEqual([0, 1, 2, 3, 4, 5])
    expect(resent).toEqual([])
    expect(server.seen.length).toBe(6)
    expect(server.connections).toBe(6)
  })

  it('sends again what the kernel refused, and says so', async () => {
    const server = await serving((request, socket) => reply(request, socket, {}))
    const { sockets, ends, sent, resent, states, connections } = socketsTo(server, 1)
    sockets.take(0)
    await until(() => ends.length === 1 && states().includes('open'))
    await new Promise(resolve => setTimeout(resolve, 5))
    // As if the reset came in the moment between the look and the write.
    connections[0].stillOpen = () => true
    for (const socket of server.openSockets) socket.resetAndDestroy()
    sockets.take(1)
    await until(() => ends.length === 2)
    expect(ends).toEqual([0, 1].map(row => [row, 200]))
    expect(sent).toEqual([0, 1, 1])
    expect(resent).toEqual([1])
    expect(server.seen.length).toBe(2)
  })

  it('reports a refusal once and dials no more', async () => {
    const server = await serving(() => {})
    await server.die()
    const { sockets, ends, states } = socketsTo(server, 2)
    sockets.take(0)
    await until(() => ends.length === 1)
    expect(ends).toEqual([[0, errorKinds.refused]])
    expect(states()).toEqual(['asleep', 'asleep'])
    await server.listen(server.port)
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(server.connections).toBe(0)
  })
})
