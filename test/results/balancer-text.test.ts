import { expect, test } from 'vitest'
import { noLimit } from '../../src/model/balancer-spec.js'
import { nginxBalancer, nginxRetry, productHealth, productRetry } from '../../src/model/products.js'
import { balancerText } from '../../src/results/balancer-text.js'

test.each([
  [{}, ''],
  [{ health: productHealth.haproxy }, 'health haproxy'],
  [
    { health: productHealth['aws-alb'] },
    'health aws-alb (2 checks 30s apart: too slow to notice anything in this run)',
  ],
  [{ retry: nginxRetry(0) }, '0 retries'],
  [{ retry: { ...productRetry.envoy, budget: { share: 0.2, min: 3 } } }, '1 retry on connect/reset/gateway within 20%'],
  [{ hedge: { afterMs: 50, max: 1 }, queue: { limit: 5, timeoutMs: 1000 } }, 'hedging after 50ms, queue for 1s'],
  [{ breaker: { maxRequests: 10, maxPending: noLimit, maxRetries: 3 } }, 'breaker requests 10, retries 3'],
  [
    {
      slowStart: { windowMs: 10_000, minShare: 0.1, aggression: 1, steps: 100 },
      sticky: { by: 'cookie' as const, cookie: 'X', ttlMs: noLimit, refresh: true, capacity: 1 },
      changes: [
        ...[0, 1].map(backend => ({ atMs: 1, backend, kind: 'leave' as const })),
        { atMs: 2, backend: 0, kind: 'join' as const },
      ],
    },
    'slow start 10s, sticky by cookie, pool changes 2 leave, 1 join',
  ],
])('%#: says what differs from nginx', (changes, text) => {
  expect(balancerText(nginxBalancer(3, changes), 4, 10_000)).toBe(text)
})
