import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../../src/bench/candidate.js'
import { configuredEngines } from '../../../src/bench/engine-names.js'
import { products } from '../../../src/live/engines/external/products.js'
import type { BackendSpec } from '../../../src/model/backend-spec.js'
import type { BalancerSpec } from '../../../src/model/balancer-spec.js'
import { envoyBudget, nginxBalancer, productHealth, productRetry } from '../../../src/model/products.js'
import { plainSticky } from '../../../src/model/sticky.js'
import { backendSpec } from '../../model/specs.js'
import { tinyScenario } from '../../process/tiny-scenario.js'
import { tableVersions } from './strategy-table.js'

interface Wish {
  readonly spec?: Partial<BalancerSpec>
  readonly backends?: readonly Partial<BackendSpec>[]
  readonly strategy?: string
  /** Where it is not that of the table. */
  readonly version?: string
}

const { active } = productHealth.haproxy
const linear = { windowMs: 10_000, minShare: 0.1, aggression: 1, steps: 100 }
const oneCheck = { ...productHealth.haproxy, active: { ...active, rise: 1, fall: 1 } }
const halfHour = { ttlMs: 1_800_000 }
const drained = { atMs: 100, backend: 0, kind: 'drain' } as const
const weighed = (weight: number) => ({ atMs: 100, backend: 0, kind: 'weight', weight }) as const

/** What a scenario may want, by what it is called, and who has it: "n" nginx, "h" HAProxy, "c" Caddy, "e" Envoy, "t" Traefik. */
const wishes: readonly (readonly [string, Wish, string])[] = [
  ['nothing but the defaults', {}, 'nhcet'],
  ['health: none', { spec: { health: productHealth.none } }, 'nhcet'],
  ['health: haproxy', { spec: { health: productHealth.haproxy } }, 'he'],
  ['active checks, one counts', { spec: { health: oneCheck } }, 'hcet'],
  ['active checks that accept 200-299', { spec: { health: withOk(200, 299) } }, 'hce'],
  ['active checks that accept 200-204', { spec: { health: withOk(200, 204) } }, 'he'],
  [
    'checks that differ while down',
    { spec: { health: { ...oneCheck, active: { ...oneCheck.active, downIntervalMs: 9 } } } },
    'het',
  ],
  ['health: envoy', { spec: { health: productHealth.envoy } }, 'e'],
  ['health: aws-alb', { spec: { health: productHealth['aws-alb'] } }, ''],
  ['ejection beside passive health', { spec: { health: { ...productHealth.envoy, passive: true } } }, ''],
  ['retries: none', { spec: { retry: productRetry.none } }, 'nhcet'],
  ['retries: haproxy', { spec: { retry: productRetry.haproxy } }, 'hcet'],
  ['retries: envoy', { spec: { retry: productRetry.envoy } }, 'e'],
  ['retries of 503', { spec: { retry: { ...productRetry.haproxy, on: ['connect', 'reset', 503] } } }, 'nhe'],
  ['retries of 429', { spec: { retry: { ...productRetry.haproxy, on: ['connect', 'reset', 429] } } }, 'ne'],
  ['retries of resets alone', { spec: { retry: { ...productRetry.haproxy, on: ['reset'] } } }, 'he'],
  ['a retry budget', { spec: { retry: { ...productRetry.haproxy, budget: envoyBudget } } }, 'e'],
  ['retries of nothing', { spec: { retry: { ...productRetry.haproxy, on: [] } } }, 'nh'],
  ['a path of checks with a placeholder', { spec: { health: withPath('/health?{$HOME}') } }, 'het'],
  ['slow start', { spec: { slowStart: linear } }, 'he'],
  ['slow start along a curve', { spec: { slowStart: { ...linear, aggression: 2 } } }, 'e'],
  ['slow start of fixed weights', { spec: { slowStart: linear }, strategy: 'random' }, 'h'],
  ['hedging', { spec: { hedge: { afterMs: 50, max: 1 } } }, ''],
  [
    'a queue',
    { spec: { queue: { limit: 100, timeoutMs: 5000 } }, backends: [{ maxRequests: 4 }, { maxRequests: 4 }] },
    'h',
  ],
  ['limits of requests', { backends: [{ maxRequests: 4 }, { maxRequests: 4 }] }, 'nhc'],
  ['limits that differ', { backends: [{ maxRequests: 4 }, {}] }, 'nh'],
  ['circuit breakers', { spec: { breaker: { maxRequests: 9, maxPending: 9, maxRetries: 3 } } }, 'e'],
  ['changes of the pool', { spec: { changes: [{ atMs: 100, backend: 0, kind: 'leave' }] } }, 'nhc'],
  ['who drains', { spec: { changes: [{ atMs: 100, backend: 0, kind: 'drain' }] } }, 'nhc'],
  ['who drains of its sessions', { spec: { changes: [drained], sticky: plainSticky('cookie') } }, 'h'],
  [
    'who drains of its sessions, Caddy',
    { spec: { changes: [drained], sticky: plainSticky('cookie') }, strategy: 'random' },
    'h',
  ],
  ['another weight', { spec: { changes: [weighed(3)] } }, 'nh'],
  ['another weight, Caddy 2.7', { spec: { changes: [weighed(3)] }, version: '2.7.0' }, 'nhc'],
  ['another weight, by load', { spec: { changes: [weighed(3)] }, strategy: 'lc' }, 'nh'],
  ['another weight where they are fixed', { spec: { changes: [weighed(3)] }, strategy: 'iphash' }, 'n'],
  ['another weight, a heavy one', { spec: { changes: [weighed(300)] } }, 'n'],
  ['sessions by cookie', { spec: { sticky: plainSticky('cookie') } }, 'nhet'],
  ['sessions by cookie, begun at random', { spec: { sticky: plainSticky('cookie') }, strategy: 'random' }, 'nhce'],
  ['sessions by cookie, nginx 1.22', { spec: { sticky: plainSticky('cookie') }, version: '1.22.1' }, 'he'],
  [
    'sessions from the first request',
    { spec: { sticky: { ...plainSticky('cookie'), ...halfHour, refresh: false } } },
    'het',
  ],
  ['sessions from the last request', { spec: { sticky: { ...plainSticky('cookie'), ...halfHour } } }, 'nh'],
  ['sessions by table', { spec: { sticky: plainSticky('table') } }, 'h'],
  ['sessions by client', { spec: { sticky: plainSticky('client') } }, ''],
  ['backups', { backends: [{}, { backup: true }] }, 'nhe'],
  ['backups, at random', { backends: [{}, { backup: true }], strategy: 'random' }, 'he'],
  ['weights in turn', { backends: [{ weight: 3 }, {}] }, 'nhet'],
  ['weights in turn, Caddy 2.7', { backends: [{ weight: 3 }, {}], version: '2.7.0' }, 'nhce'],
  ['weights by load', { backends: [{ weight: 3 }, {}], strategy: 'p2c' }, 'nhe'],
  ['heavy weights', { backends: [{ weight: 300 }, {}] }, 'net'],
  ['failures counted here, not there', { backends: [{ maxFails: 0 }, {}] }, 'nhet'],
]

describe('what a scenario wants', () => {
  const rows = wishes.flatMap(([name, wish, who]) =>
    products
      .filter(product => typeof policyOf(product, wish) !== 'string')
      .map(product => [product.name, name, who.includes(product.name[0]!), product, wish] as const),
  )

  it.each(rows)('%s, %s: %s', (_, __, has, product, wish) => {
    const lack = lackOf(product, wish)
    if (has) expect(lack).toBeUndefined()
    else expect(lack).toContain(product.title)
  })
})

type Product = (typeof products)[number]

function lackOf(product: Product, wish: Wish): string | undefined {
  const { spec = {}, backends = [{}, {}] } = wish
  const scenario = tinyScenario(() => ({ backends: backends.map(change => backendSpec(change)) }))
  return product.lacks(nginxBalancer(1, spec), { ...wantedOf(product, wish), scenario })
}

function policyOf(product: Product, wish: Wish) {
  return product.policyOf(wantedOf(product, wish))
}

function wantedOf({ name }: Product, { strategy: wanted = 'rr', version = tableVersions[name] }: Wish) {
  const { strategy, options } = parseCandidates(`${name}:${wanted}`, configuredEngines)[0]!
  return { strategy, options, version }
}

function withPath(path: string): BalancerSpec['health'] {
  return { ...oneCheck, active: { ...oneCheck.active, path } }
}

function withOk(okFrom: number, okTo: number) {
  return { ...oneCheck, active: { ...oneCheck.active, okFrom, okTo } }
}
