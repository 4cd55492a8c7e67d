import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { BalancerSpec } from '../../src/model/balancer-spec.js'
import { nginxRetry } from '../../src/model/products.js'
import { balanced } from './balanced.js'
import { type Behaviour, behaviours, faulty } from './faults.js'
import { client, eventually } from './lab.js'

const backendCount = 3
const behaviour = fc.constantFrom(...(Object.keys(behaviours) as Behaviour[]))
const plan = fc.array(behaviour, { minLength: backendCount, maxLength: backendCount })
const request = fc.record({ method: fc.constantFrom('GET', 'GET', 'PUT', 'POST'), plan })
const connection = fc.record({ requests: fc.array(request, { minLength: 1, maxLength: 5 }), leaves: fc.boolean() })

const spec: fc.Arbitrary<Partial<BalancerSpec>> = fc.record({
  hedge: fc.constantFrom(undefined, { afterMs: 5, max: 1 }, { afterMs: 1, max: 2 }),
  queue: fc.constantFrom(undefined, { limit: 3, timeoutMs: 30 }, { limit: 100, timeoutMs: 20_000 }),
  breaker: fc.constantFrom(undefined, { maxRequests: 6, maxPending: 4, maxRetries: 2 }),
  retry: fc.record({
    ...{ count: fc.nat(3), maxBackoffMs: fc.constant(20), backoffMs: fc.constantFrom(0, 5) },
    on: fc.constantFrom(nginxRetry(0).on, ['5xx', 'reset', 'invalid'] as const, [503, 200, 'connect'] as const),
    budget: fc.constantFrom(undefined, { share: 0.2, min: 1 }),
  }),
})

test('property: whatever is set around the strategy, each request gets one answer and nothing is left', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ spec, maxRequests: fc.nat(3), connections: fc.array(connection, { minLength: 1, maxLength: 10 }) }),
      async ({ spec: given, maxRequests, connections }) => {
        const ports = [await faulty(0), await faulty(1), await faulty(2)]
        const { port, plane, balancer } = await balanced(ports, {
          spec: { ...given, readTimeoutMs: 100 },
          backend: { maxRequests },
        })
        await Promise.all(connections.map(({ requests, leaves }, c) => converse(port, c, requests, leaves)))
        await eventually(() => [0, 1, 2].every(backend => balancer.inFlight(backend) === 0))
        await eventually(() => Array.from({ length: 60 }, (_, t) => plane.awaiting(t)).every(one => one === undefined))
        await plane.close()
      },
    ),
    { seed: 8, numRuns: 25 },
  )
})

interface Asked {
  readonly method: string
  readonly plan: readonly Behaviour[]
}

async function converse(port: number, c: number, requests: readonly Asked[], leaves: boolean): Promise<void> {
  const texts = requests.map(({ method, plan: names }, i) => {
    const close = i === requests.length - 1 ? 'Connection: close\r\n' : ''
    return `${method} /${c}/${i} HTTP/1.1\r\nHost: h\r\nX-Plan: ${names.join(',')}\r\n${close}\r\n`
  })
  const asking = client(port, texts.join(''))
  if (leaves) {
    await new Promise(resolve => setTimeout(resolve, 3 * c))
    asking.socket.destroy()
    return
  }
  const statuses = [...(await asking.closed()).matchAll(/HTTP\/1\.1 (\d{3})/g)].map(match => Number(match[1]))
  // Only an answer that broke off ends the conversation before its time.
  if (statuses.at(-1) === behaviours.cut.status) expect(statuses.length).toBeLessThanOrEqual(requests.length)
  else expect(statuses).toHaveLength(requests.length)
}
