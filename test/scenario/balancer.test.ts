import { describe, expect, it, test } from 'vitest'
import { noLimit } from '../../src/model/balancer-spec.js'
import { productHealth, productRetry } from '../../src/model/products.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { toScenario } from '../../src/scenario/to-scenario.js'

const read = () => {
  throw new Error('no file')
}

function outcomeOf(balancer: unknown, count = 3) {
  const document = { backends: { latency: '1ms', count }, traffic: { rate: 10 }, balancer, run: { duration: '10s' } }
  return toScenario(document, { name: 'x', read })
}

function specOf(balancer: unknown, count?: number): Scenario['balancer'] {
  const outcome = outcomeOf(balancer, count)
  if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems))
  return outcome.scenario.balancer
}

describe('health', () => {
  test.each(Object.entries(productHealth))('%s is what the product does', (name, health) => {
    expect(specOf({ health: name }).health).toEqual(health)
  })

  it('in parts begins with what `like` has, and changes what is written', () => {
    const { health } = specOf({ health: { like: 'haproxy', active: { interval: '1s', ok: 200 }, panic: '30%' } })
    expect(health).toEqual({
      name: 'own',
      passive: false,
      active: {
        ...productHealth.haproxy.active,
        intervalMs: 1000,
        downIntervalMs: 1000,
        timeoutMs: 1000,
        okFrom: 200,
        okTo: 200,
      },
      outlier: undefined,
      panic: { belowShare: 0.3, belowCount: 0 },
    })
  })

  it('true takes a product that has the part; false takes it away', () => {
    const { health } = specOf({ health: { passive: false, active: true, outlier: true, panic: 1 } })
    const { active } = productHealth.haproxy
    const { outlier } = productHealth.envoy
    expect(health).toEqual({ name: 'own', passive: false, active, outlier, panic: { belowShare: 0, belowCount: 1 } })
    expect(specOf({ health: { like: 'envoy', outlier: false } }).health.outlier).toBeUndefined()
  })
})

describe('retries', () => {
  it('are as many as there are other backends, as nginx, where nothing is said', () => {
    expect(specOf({}, 4).retry).toEqual({ ...productRetry.nginx, count: 3 })
    expect(specOf({ retries: { on: ['5xx'] } }, 4).retry).toEqual({ ...productRetry.nginx, count: 3, on: ['5xx'] })
  })

  test.each([
    [2, { ...productRetry.nginx, count: 2 }],
    ['envoy', productRetry.envoy],
    [
      { like: 'envoy', count: 3, budget: {} },
      { ...productRetry.envoy, count: 3, budget: { share: 0.2, min: 3 } },
    ],
    [
      { count: 1, on: ['connect', 503], backoff: '10ms' },
      { count: 1, on: ['connect', 503], budget: undefined, backoffMs: 10, maxBackoffMs: 100 },
    ],
  ])('%j', (retries, retry) => {
    expect(specOf({ retries }).retry).toEqual(retry)
  })
})

test.each([
  ['hedge', '50ms', { afterMs: 50, max: 1 }],
  ['hedge', { after: '50ms', max: 2 }, { afterMs: 50, max: 2 }],
  ['queue', '5s', { limit: noLimit, timeoutMs: 5000 }],
  ['queue', { limit: 10 }, { limit: 10, timeoutMs: 5000 }],
  ['breaker', { retries: 3 }, { maxRequests: noLimit, maxPending: noLimit, maxRetries: 3 }],
  ['slowStart', '10s', { windowMs: 10_000, minShare: 0.1, aggression: 1, steps: 100 }],
  ['slowStart', { window: '2s', from: '50%', steps: 16 }, { windowMs: 2000, minShare: 0.5, aggression: 1, steps: 16 }],
  ['sticky', 'cookie', { by: 'cookie', cookie: 'LBBENCH', ttlMs: noLimit, refresh: true, capacity: 1_000_000 }],
  [
    'sticky',
    { by: 'table', ttl: '30m', capacity: '10k' },
    { by: 'table', cookie: 'LBBENCH', ttlMs: 1_800_000, refresh: true, capacity: 10_000 },
  ],
] as const)('%s: %j', (key, written, complete) => {
  expect(specOf({ [key]: written })[key]).toEqual(complete)
  expect(specOf({})[key]).toBeUndefined()
})

describe('changes', () => {
  it('come in time order, with backends by number', () => {
    const changes = [
      { at: '50%', backend: 'b3', weight: 4 },
      { at: '2s', backend: 'b1', do: 'drain' },
    ]
    expect(specOf({ changes }).changes).toEqual([
      { atMs: 2000, backend: 0, kind: 'drain' },
      { atMs: 5000, backend: 2, kind: 'weight', weight: 4 },
    ])
  })

  test.each([
    [{ at: '2s', backend: 'b9', do: 'drain' }, ['backend'], 'expected one of b1, b2, b3'],
    [{ at: '10s', backend: 'b1', do: 'drain' }, ['at'], 'expected a time before the end of the run, which lasts 10s'],
    [{ at: '1s', backend: 'b1' }, [], 'expected either "do" or "weight"'],
    [{ at: '1s', backend: 'b1', do: 'join', weight: 2 }, [], 'expected either "do" or "weight"'],
  ])('%j is refused', (change, key, message) => {
    expect(outcomeOf({ changes: [change] })).toEqual({
      problems: [{ path: ['balancer', 'changes', 0, ...key], message, at: 'value' }],
    })
  })
})

test.each([
  [{ health: 'apache' }, ['health'], /^expected nginx, haproxy, .* or none, or a map/],
  [{ health: { active: 5 } }, ['health', 'active'], /^expected true, false or active checks, a map$/],
  [
    { health: { active: { ok: '399-200' } } },
    ['health', 'active', 'ok'],
    /^expected a status, or statuses such as 200-399$/,
  ],
  [
    { health: { panic: 'often' } },
    ['health', 'panic'],
    /^expected a share such as 50%, a number of backends, or false$/,
  ],
  [{ retries: -1 }, ['retries'], /^expected a number of retries/],
  [{ retries: { on: ['conect'] } }, ['retries', 'on', 0], /^expected connect, reset, /],
  [{ hedge: 50 }, ['hedge'], /^expected a time such as 50ms/],
  [{ sticky: 'cookies' }, ['sticky'], /^expected cookie, table or client, or a map/],
  [{ sticky: { ttl: '1s' } }, ['sticky'], /^missing key "by"/],
  [{ queue: { limit: 0 } }, ['queue', 'limit'], /^expected a whole number from 1/],
])('%j is refused, pointing at it', (balancer, path, message) => {
  const outcome = outcomeOf(balancer)
  expect('problems' in outcome && outcome.problems).toMatchObject([{ path: ['balancer', ...path] }])
  expect('problems' in outcome && outcome.problems[0]!.message).toMatch(message)
})
