import type { BalancerSpec, HealthSpec, RetrySpec } from './balancer-spec.js'
import { albCheck, appgwCheck, envoyOutlier, gcpCheck, haproxyCheck } from './product-checks.js'

/** What products do by default, where a scenario only names them: `health: haproxy`. Sources: their documentation. */

const never = { belowShare: 0, belowCount: 0 }
const nothing = { passive: false, active: undefined, outlier: undefined, panic: never }

/** Health by the name a scenario gives it. */
export const productHealth = {
  /** Passive: max_fails 1, fail_timeout 10 s; each backend may have its own. */
  nginx: { ...nothing, name: 'nginx', passive: true },
  /** Active checks; where all are down, nobody serves. */
  haproxy: { ...nothing, name: 'haproxy', active: haproxyCheck },
  /** Outlier detection, and `healthy_panic_threshold` 50 %. */
  envoy: { ...nothing, name: 'envoy', outlier: envoyOutlier, panic: { belowShare: 0.5, belowCount: 0 } },
  /** Fails open: with no healthy target left, all get traffic (`minimum_healthy_targets.count` 1). */
  'aws-alb': { ...nothing, name: 'aws-alb', active: albCheck, panic: { belowShare: 0, belowCount: 1 } },
  'gcp-alb': { ...nothing, name: 'gcp-alb', active: gcpCheck },
  'azure-appgw': { ...nothing, name: 'azure-appgw', active: appgwCheck },
  none: { ...nothing, name: 'none' },
} as const satisfies Record<string, HealthSpec>

const atOnce = { budget: undefined, backoffMs: 0, maxBackoffMs: 0 }

/** nginx `proxy_next_upstream error timeout`: whatever is no valid answer is tried elsewhere. */
export function nginxRetry(count: number): RetrySpec {
  return { ...atOnce, count, on: ['connect', 'reset', 'timeout', 'invalid'] }
}

/** Envoy `retry_budget`, where it is asked for: 20 % of the requests under way, 3 always. */
export const envoyBudget = { share: 0.2, min: 3 } as const

/** Retries by the name a scenario gives them. */
export const productRetry = {
  /** `proxy_next_upstream_tries` 0: as many as there are servers. */
  nginx: nginxRetry(Number.POSITIVE_INFINITY),
  /** `retries 3`, `retry-on conn-failure`, with `option redispatch` at once: another server each time. */
  haproxy: { ...atOnce, count: 3, on: ['connect'] },
  /** `num_retries` 1, `retry_on: connect-failure,reset,gateway-error`; back-off 25 ms, at most 250 ms, fully jittered. */
  envoy: { count: 1, on: ['connect', 'reset', 'gateway'], budget: undefined, backoffMs: 25, maxBackoffMs: 250 },
  none: { ...atOnce, count: 0, on: [] },
} as const satisfies Record<string, RetrySpec>

/** A balancer with nginx's defaults but for what is given: no queue, no sessions, nothing that changes. */
export function nginxBalancer(retries: number, changes: Partial<BalancerSpec> = {}): BalancerSpec {
  return {
    port: 0,
    connectTimeoutMs: 60_000,
    readTimeoutMs: 60_000,
    health: productHealth.nginx,
    slowStart: undefined,
    retry: nginxRetry(retries),
    hedge: undefined,
    queue: undefined,
    breaker: undefined,
    sticky: undefined,
    changes: [],
    ...changes,
  }
}
