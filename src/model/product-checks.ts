import type { ActiveCheckSpec, OutlierSpec } from './balancer-spec.js'

/**
 * How products look for sick backends by default. Every check is a GET of `/`, also where the product sends OPTIONS or only
 * connects. Cloud products are as documented, not measured.
 */

/** HAProxy: inter 2 s, fall 3, rise 2, timeout = inter, 2xx and 3xx (configuration manual 5.2, `option httpchk`). */
export const haproxyCheck: ActiveCheckSpec = {
  path: '/',
  intervalMs: 2000,
  downIntervalMs: 2000,
  timeoutMs: 2000,
  rise: 2,
  fall: 3,
  okFrom: 200,
  okTo: 399,
}

/** Envoy `OutlierDetection`: gateway failures and failure percentage are counted but not enforced, so they are off here. */
export const envoyOutlier: OutlierSpec = {
  intervalMs: 10_000,
  consecutive5xx: 5,
  consecutiveGateway: 0,
  baseEjectionMs: 30_000,
  maxEjectionMs: 300_000,
  maxEjectionShare: 0.1,
  successRate: { minHosts: 5, minRequests: 100, factor: 1.9 },
  failureShare: undefined,
}

/** ALB target groups: 30 s, 5 s (as the console guide says; the API says 6 s), healthy 5, unhealthy 2, matcher 200. */
export const albCheck: ActiveCheckSpec = {
  path: '/',
  intervalMs: 30_000,
  downIntervalMs: 30_000,
  timeoutMs: 5000,
  rise: 5,
  fall: 2,
  okFrom: 200,
  okTo: 200,
}

/** Google Cloud health checks: every 5 s, 5 s, 2, 2; HTTP checks pass with 200 alone. */
export const gcpCheck: ActiveCheckSpec = {
  path: '/',
  intervalMs: 5000,
  downIntervalMs: 5000,
  timeoutMs: 5000,
  rise: 2,
  fall: 2,
  okFrom: 200,
  okTo: 200,
}

/** Application Gateway default probe: 30 s, 30 s, unhealthy after 3, healthy again after 1, 200-399. */
export const appgwCheck: ActiveCheckSpec = {
  path: '/',
  intervalMs: 30_000,
  downIntervalMs: 30_000,
  timeoutMs: 30_000,
  rise: 1,
  fall: 3,
  okFrom: 200,
  okTo: 399,
}
