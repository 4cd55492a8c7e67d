import { readFileSync, writeFileSync } from 'node:fs'
import { caddy } from '../../../src/live/engines/caddy/caddy.js'
import { envoy } from '../../../src/live/engines/envoy/envoy.js'
import type { Product } from '../../../src/live/engines/external/product.js'
import { haproxy } from '../../../src/live/engines/haproxy/haproxy.js'
import { nginx } from '../../../src/live/engines/nginx/nginx.js'
import { traefik } from '../../../src/live/engines/traefik/traefik.js'
import { productHealth, productRetry } from '../../../src/model/products.js'
import { plainSticky } from '../../../src/model/sticky.js'
import { type Changes, setupFor } from './setups.js'

/** A configuration that is kept as text. */
export interface GoldenCase {
  readonly file: string
  readonly product: Product
  readonly candidate: string
  readonly changes?: Changes
  /** Whether the program of this machine knows all in it. */
  readonly newer?: boolean
}

const haproxyHealth = { health: productHealth.haproxy }
const weights = [{ weight: 5 }, { weight: 2 }, { weight: 1 }]
const limits = [{ maxRequests: 4 }, { maxRequests: 4 }, { maxRequests: 4 }]
const none = { health: productHealth.none, retry: productRetry.none }
const cookie = { sticky: plainSticky('cookie') }
const halfHour = { ttlMs: 1_800_000 }

export const goldenCases: readonly GoldenCase[] = [
  golden('nginx-rr', nginx, 'nginx:rr'),
  golden('nginx-lc-production', nginx, 'nginx:lc', { production: true, backends: [{}, {}, { backup: true }] }),
  golden('nginx-chash-plain', nginx, 'nginx:chash?key=path', { spec: none, backends: weights }),
  {
    ...golden('nginx-sticky', nginx, 'nginx:rr', {
      spec: { sticky: { ...plainSticky('cookie'), ...halfHour } },
      version: '1.29.6',
    }),
    newer: true,
  },
  golden('nginx-retries-of-nothing', nginx, 'nginx:rr', { spec: { retry: { ...productRetry.haproxy, on: [] } } }),
  golden('nginx-drill', nginx, 'nginx:rr', { drill: ['in', 'draining', 'left'] }),
  golden('haproxy-odd-path', haproxy, 'haproxy:rr', {
    spec: { health: { ...haproxyHealth.health, active: { ...haproxyHealth.health.active, path: `/h#"x'$HOME` } } },
    version: '2.6.12',
  }),
  golden('haproxy-rr', haproxy, 'haproxy:rr', { version: '2.6.12' }),
  golden('haproxy-rr-2.4', haproxy, 'haproxy:rr', { version: '2.4.22' }),
  golden('haproxy-lc-production', haproxy, 'haproxy:lc', {
    production: true,
    backends: [{}, { backup: true }, { backup: true }],
  }),
  golden('haproxy-active', haproxy, 'haproxy:lc', {
    spec: { ...haproxyHealth, slowStart: { windowMs: 9500, minShare: 0.1, aggression: 1, steps: 100 } },
    backends: weights,
  }),
  golden('haproxy-queue', haproxy, 'haproxy:first', {
    spec: { queue: { limit: 50, timeoutMs: 2000 }, retry: { ...productRetry.haproxy, on: ['connect', 'reset', 503] } },
    backends: limits,
  }),
  golden('haproxy-shed', haproxy, 'haproxy:p2c?choices=3', { spec: none, backends: limits }),
  golden('haproxy-cookie', haproxy, 'haproxy:rr', { spec: { sticky: { ...plainSticky('cookie'), ...halfHour } } }),
  golden('haproxy-table', haproxy, 'haproxy:lc', { spec: { sticky: { ...plainSticky('table'), ...halfHour } } }),
  golden('haproxy-bounded', haproxy, 'haproxy:bounded?key=path&function=crc32&avalanche=false&factor=150'),
  golden('haproxy-drill', haproxy, 'haproxy:rr', { drill: ['in', 'in', 'left'], version: '2.6.12' }),
  golden('caddy-lc', caddy, 'caddy:lc', { version: '2.6.2' }),
  golden('caddy-iphash-production', caddy, 'caddy:iphash', { production: true }),
  golden('caddy-plain', caddy, 'caddy:random', { spec: none, backends: limits }),
  golden('caddy-cookie', caddy, 'caddy:random', { spec: cookie }),
  golden('caddy-differ', caddy, 'caddy:p2c', {
    spec: { retry: { ...productRetry.haproxy, count: 2 } },
    backends: [{ failTimeoutMs: 500 }, { maxFails: 3 }],
  }),
  golden('caddy-drill', caddy, 'caddy:rr', { drill: ['in', 'draining', 'left'], version: '2.6.2' }),
  {
    ...golden('caddy-2.8', caddy, 'caddy:rr', {
      spec: { ...haproxyHealth, ...cookie },
      backends: weights,
      version: '2.8.4',
    }),
    newer: true,
  },
  golden('envoy-lc', envoy, 'envoy:lc'),
  golden('envoy-rr-slow-start', envoy, 'envoy:rr', {
    spec: {
      health: { ...productHealth.envoy, active: productHealth.haproxy.active },
      retry: { ...productRetry.envoy, on: ['connect', 'gateway', 429], budget: { share: 0.2, min: 3 } },
      slowStart: { windowMs: 10_000, minShare: 0.1, aggression: 1.5, steps: 100 },
      breaker: { maxRequests: 1024, maxPending: 1024, maxRetries: 3 },
    },
    backends: [{ weight: 2 }, {}, { backup: true }],
  }),
  golden('envoy-bounded', envoy, 'envoy:bounded?flavour=envoy&key=path&factor=150', {
    spec: { ...none, sticky: { ...plainSticky('cookie'), ...halfHour, refresh: false } },
  }),
  golden('traefik-rr', traefik, 'traefik:rr', { backends: weights }),
  golden('traefik-p2c', traefik, 'traefik:p2c', {
    spec: {
      health: { ...productHealth.haproxy, active: { ...productHealth.haproxy.active, rise: 1, fall: 1 } },
      retry: productRetry.none,
      ...cookie,
    },
  }),
]

/** Its text now, and the text that is kept; with UPDATE_GOLDEN they become the same. */
export function textsOf({ file, product, candidate, changes }: GoldenCase): { now: string; kept: string } {
  const path = goldenPath(file)
  const now = product.configure(setupFor(product, candidate, changes))
  if (process.env.UPDATE_GOLDEN) writeFileSync(path, now)
  return { now, kept: readFileSync(path, 'utf8') }
}

export function goldenPath(file: string): string {
  return new URL(`golden/${file}`, import.meta.url).pathname
}

function golden(name: string, product: Product, candidate: string, changes?: Changes): GoldenCase {
  return { file: `${name}.conf`, product, candidate, ...(changes && { changes }) }
}
