import type { BalancerSpec, HealthSpec, RetrySpec } from './balancer-spec.js'

/** What products do by default, where a scenario only names them: `health: haproxy`. Sources: their documentation. */

const never = { belowShare: 0, belowCount: 0 }
const nothing = { passive: false, active: undefined, outlier: undefined, panic: never }

/** Health by the name a scenario gives it. */
export const productHealth = {
  /** Passive: max_fails 1, fail_timeout 10 s; each backend may have its own. */
  nginx: { ...nothing, name: 'nginx', passive: true },
  none: { ...nothing, name: 'none' },
} as const satisfies Record<string, HealthSpec>

/** nginx `proxy_next_upstream error timeout`: whatever is no valid answer is tried elsewhere. */
export function nginxRetry(count: number): RetrySpec {
  const on = ['connect', 'reset', 'timeout', 'invalid'] as const
  return { count, on, budget: undefined, backoffMs: 0, maxBackoffMs: 0 }
}

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
