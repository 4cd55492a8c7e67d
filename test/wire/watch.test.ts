import { expect, test } from 'vitest'
import type { RequestWatch } from '../../src/live/wire/plane-context.js'
import type { Cause } from '../../src/strategies/strategy.js'
import { answering, client, closedPort, eventually, get, type Lab, lab, scripted } from './lab.js'

/** Who watches hears of each request and each try once, with how it ended. */

interface Heard extends RequestWatch {
  /** "backend status". */
  readonly requests: string[]
  /** "backend cause". */
  readonly tries: string[]
  readonly ms: number[]
}

function listener(): Heard {
  const [requests, tries, ms] = [[] as string[], [] as string[], [] as number[]]
  return {
    ...{ requests, tries, ms },
    requestEnded(backend: number, status: number, took: number) {
      requests.push(`${backend} ${status}`)
      ms.push(took)
    },
    tryEnded: (backend: number, cause: Cause) => void tries.push(`${backend} ${cause}`),
  }
}

async function watched(ports: readonly number[]): Promise<Lab & { readonly heard: Heard }> {
  const heard = listener()
  const made: Lab = await lab(ports, {
    balancing: () => ({ open: request => made.log.open(request), settle: () => undefined, watch: heard }),
  })
  return { ...made, heard }
}

test('an answer is the backend that gave it, its status, and the time it took', async () => {
  const { port, heard } = await watched([(await answering()).port])
  await client(port, get() + get('/', 'Connection: close\r\n')).closed()
  expect(heard).toMatchObject({ requests: ['0 200', '0 200'], tries: ['0 answer', '0 answer'] })
  for (const ms of heard.ms) expect(ms).toBeGreaterThanOrEqual(0)
})

test('a try that failed is heard beside the one that went well', async () => {
  const { port, heard } = await watched([await closedPort(), (await answering()).port])
  await client(port, get('/', 'Connection: close\r\n')).closed()
  expect(heard).toMatchObject({ requests: ['1 200'], tries: ['0 connect', '1 answer'] })
})

test('an answer of our own is nobody else’s', async () => {
  const { port, heard } = await watched([await closedPort()])
  await client(port, get('/', 'Connection: close\r\n')).closed()
  expect(heard).toMatchObject({ requests: ['-1 502'], tries: ['0 connect'] })
})

test('a client that leaves before its answer is a 499', async () => {
  const silent = await scripted(() => undefined)
  const { port, heard } = await watched([silent.port])
  const leaving = client(port, get())
  await eventually(() => silent.received() !== '')
  leaving.socket.destroy()
  await eventually(() => heard.requests.length > 0)
  expect(heard).toMatchObject({ requests: ['-1 499'], tries: ['0 cancelled'] })
})

test('an answer that breaks off counts as what it began as', async () => {
  const breaking = await scripted(socket => {
    socket.end('HTTP/1.1 203 Part\r\nContent-Length: 9\r\n\r\nabc')
  })
  const { port, heard } = await watched([breaking.port])
  await client(port, get()).closed()
  expect(heard).toMatchObject({ requests: ['0 203'], tries: ['0 reset'] })
})

test('what is under way can be counted at any time', async () => {
  const silent = await scripted(() => undefined)
  const { port, plane } = await lab([silent.port])
  client(port, get())
  client(port, get())
  await eventually(() => silent.received().split('GET').length === 3)
  expect(plane.underWay()).toEqual({ requests: 2, held: 0 })
})
