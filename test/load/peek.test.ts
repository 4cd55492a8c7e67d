import { once } from 'node:events'
import net, { type Socket } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { isSilent } from '../../src/live/load/peek.js'

/** What the other end does, and whether the socket is silent then, before the event loop had a turn. */
const deeds: [name: string, deed: (peer: Socket) => void, silent: boolean][] = [
  ['nothing', () => {}, true],
  ['a close', peer => peer.destroy(), false],
  ['a reset', peer => peer.resetAndDestroy(), false],
  ['a byte', peer => void peer.write('x'), false],
]

it.each(deeds)('%s: known at once', async (_, deed, silent) => {
  const { socket, peer } = await pair()
  expect(isSilent(socket)).toBe(true)
  deed(peer)
  expect(isSilent(socket)).toBe(silent)
})

it('of a socket of our own that is closed knows that too', async () => {
  const { socket } = await pair()
  socket.destroy()
  expect(isSilent(socket)).toBe(false)
})

it('leaves stacks as they were', async () => {
  const { socket } = await pair()
  const { stackTraceLimit } = Error
  isSilent(socket)
  expect(Error.stackTraceLimit).toBe(stackTraceLimit)
})

async function pair(): Promise<{ socket: Socket; peer: Socket }> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1')
  const [peer] = (await once(server, 'connection')) as [Socket]
  for (const end of [socket, peer]) end.on('error', () => {})
  if (socket.connecting) await once(socket, 'connect')
  onTestFinished(() => {
    socket.destroy()
    peer.destroy()
    server.close()
  })
  return { socket, peer }
}
