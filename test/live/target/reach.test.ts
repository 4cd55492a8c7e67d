import { once } from 'node:events'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { expect, it, onTestFinished, vi } from 'vitest'
import { parseTarget, plainSettings } from '../../../src/bench/target.js'
import { reach } from '../../../src/live/engines/target/reach.js'
import { FaultServer } from '../../load/fault-server.js'

const never = new AbortController().signal

/** What the name "many.test" stands for; 127.0.0.2 and .3 are loopback as well. */
vi.mock('node:dns/promises', () => ({
  lookup: async () => ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.1'].map(address => ({ address, family: 4 })),
}))

async function listening(server: Server, host: string, port = 0): Promise<number> {
  server.listen(port, host)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

it('finds every address of a name that somebody listens on, each once', async () => {
  const port = await listening(createServer(), '127.0.0.1')
  await listening(createServer(), '127.0.0.3', port)
  const target = parseTarget(`http://many.test:${port}/`)
  expect(await reach(target, never)).toEqual(['127.0.0.1', '127.0.0.3'])
})

it('is not content where an address answers that cannot be trusted', async () => {
  const secure = await new FaultServer(() => {}, 'TLS').listen()
  onTestFinished(() => secure.die())
  const plain = createServer(socket => void socket.on('error', () => {}).end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  await listening(plain, '127.0.0.2', secure.port)
  const target = { ...parseTarget(`https://many.test:${secure.port}/`), settings: { ...plainSettings, insecure: true } }
  await expect(reach(target, never)).rejects.toMatchObject({
    code: 'ENGINE_FAILED',
    message: `https://many.test:${secure.port} cannot be measured: 127.0.0.2:${secure.port} does not speak TLS`,
  })
})

it('asks nobody for the address of an address', async () => {
  const port = await listening(createServer(), '127.0.0.1')
  expect(await reach(parseTarget(`http://127.0.0.1:${port}/`), never)).toEqual(['127.0.0.1'])
})

it('gives up with the user', async () => {
  const port = await listening(createServer(), '127.0.0.1')
  const reason = new Error('stopped by the user')
  await expect(reach(parseTarget(`http://127.0.0.1:${port}/`), AbortSignal.abort(reason))).rejects.toBe(reason)
})
