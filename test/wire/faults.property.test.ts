import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Behaviour, behaviours, faulty } from './faults.js'
import { client, closedPort, eventually, type Lab, lab } from './lab.js'

const backendCount = 3
// Hangs cost a read timeout each, and that must be long enough that a busy machine causes none by itself: so they are rare.
const behaviour = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.constantFrom(...(Object.keys(behaviours) as Behaviour[]).filter(name => name !== 'hang')),
  },
  { weight: 1, arbitrary: fc.constant<Behaviour>('hang') },
)
const request = fc.record({
  method: fc.constantFrom('GET', 'GET', 'PUT', 'POST'),
  plan: fc.array(behaviour, { minLength: backendCount, maxLength: backendCount }),
})
type Request = typeof request extends fc.Arbitrary<infer T> ? T : never
const connection = fc.record({ requests: fc.array(request, { minLength: 1, maxLength: 6 }), leaves: fc.boolean() })
const connections = fc.array(connection, { minLength: 1, maxLength: 12 })

test('property: whatever backends and clients do, every try ends once and every answer is the one it must be', async () => {
  await fc.assert(
    fc.asyncProperty(connections, async drawn => {
      const ports = [await faulty(0), await faulty(1), await faulty(2)]
      const world = await lab(ports, { readTimeoutMs: 400 })
      await Promise.all(drawn.map(({ requests, leaves }, c) => converse(world, c, requests, leaves)))
      await eventually(() => world.log.inFlight.every(count => count === 0))
      expect(world.log.outcomes).toHaveLength(world.log.tried.reduce((sum, tried) => sum + tried.split('>').length, 0))
      await world.plane.close()
    }),
    { seed: 5, numRuns: 12 },
  )
})

test('property: the same with a backend that nobody runs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('GET', 'POST'), { minLength: 1, maxLength: 8 }), async methods => {
      const world = await lab([await closedPort(), await faulty(1), await closedPort()])
      const requests = methods.map(method => ({ method, plan: ['ok', 'ok', 'ok'] as Behaviour[] }))
      const text = await client(world.port, pipelined(0, requests)).closed()
      expect(statuses(text)).toEqual(methods.map(() => 200))
      expect(world.log.inFlight).toEqual([0, 0, 0])
      expect(world.log.outcomes.filter(outcome => !outcome.failed)).toHaveLength(methods.length)
      await world.plane.close()
    }),
    { seed: 6, numRuns: 10 },
  )
})

async function converse({ port, log }: Lab, c: number, requests: readonly Request[], leaves: boolean): Promise<void> {
  const asking = client(port, pipelined(c, requests))
  if (leaves) {
    await eventually(() => log.paths.some(path => path.startsWith(`/${c}/`)))
    asking.socket.destroy()
    return
  }
  const text = await asking.closed()
  expect(statuses(text)).toEqual(expected(log, c, requests))
}

function pipelined(c: number, requests: readonly Request[]): string {
  const texts = requests.map(({ method, plan }, i) => {
    const close = i === requests.length - 1 ? 'Connection: close\r\n' : ''
    return `${method} /${c}/${i} HTTP/1.1\r\nHost: h\r\nX-Plan: ${plan.join(',')}\r\n${close}\r\n`
  })
  return texts.join('')
}

function statuses(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(match => Number(match[1]))
}

/** What connection `c` must have been answered, from the order in which the flights named backends. */
function expected(log: Lab['log'], c: number, requests: readonly Request[]): number[] {
  const answers: number[] = []
  for (const [i, { method, plan }] of requests.entries()) {
    const tried = log.tried[log.paths.indexOf(`/${c}/${i}`)]!.split('>').map(Number)
    const met = tried.map(index => plan[index]!)
    const last = met.at(-1)!
    // Every try but the last must have been one that allows another; the last must not have been, or all are used up.
    expect(met.slice(0, -1).every(name => behaviours[name].retried && method !== 'POST')).toBe(true)
    expect(!behaviours[last].retried || method === 'POST' || tried.length === backendCount).toBe(true)
    answers.push(behaviours[last].status)
    if (last === 'cut') break
  }
  return answers
}
