import { parse } from 'yaml'
import { type BalancerSpec, type BreakerSpec, noLimit, type StickySpec } from '../../../model/balancer-spec.js'
import type { Setup, SetupBackend } from '../external/trial-setup.js'
import { leastOf, yamlText } from '../external/written.js'
import { checksOf, outlierOf } from './health.js'
import { retryPolicy } from './retries.js'
import { seconds } from './seconds.js'

/** envoy.yaml, whole. No admin endpoint. */
export function envoyConfiguration(setup: Setup): string {
  const { candidate, scenario, spec, backends } = setup
  const comments = [
    `${candidate}, scenario ${scenario}; written by lbbench, by the documentation of Envoy: never tried.`,
    'Run it with --concurrency 1: each worker of Envoy chooses by itself, as if it were alone.',
    ...(spec.health.passive && leastOf(backends).maxFails > 0
      ? ["outlier_detection is nginx's max_fails and fail_timeout, the least that the scenario gives to any backend."]
      : []),
    ...(spec.retry.count > 0 && spec.retry.backoffMs === 0
      ? ['Envoy always waits before a retry; 1 ms is next to nothing.']
      : []),
  ]
  const { hash_policy, ...fields } = parse(setup.policy.directives.join('\n'))
  const route = {
    cluster: 'backends',
    timeout: '0s',
    idle_timeout: seconds(spec.readTimeoutMs),
    ...(hash_policy && { hash_policy }),
    ...(spec.retry.count > 0 && { retry_policy: retryPolicy(spec) }),
  }
  return yamlText(comments, {
    static_resources: { listeners: [listener(setup, route)], clusters: [cluster(setup, fields)] },
  })
}

/** X-Forwarded-For is left as it came: what stands before Envoy says who the client is. */
function listener({ listen, spec }: Setup, route: object): object {
  const manager = {
    '@type': `${filters}.network.http_connection_manager.v3.HttpConnectionManager`,
    stat_prefix: 'entry',
    use_remote_address: false,
    route_config: {
      virtual_hosts: [{ name: 'all', domains: ['*'], routes: [{ match: { prefix: '/' }, route }] }],
    },
    http_filters: [
      ...(spec.sticky ? [stickyFilter(spec.sticky)] : []),
      { name: 'envoy.filters.http.router', typed_config: { '@type': `${filters}.http.router.v3.Router` } },
    ],
  }
  return {
    name: 'entry',
    address: address(`${listen.host}:${listen.port}`),
    filter_chains: [{ filters: [{ name: 'envoy.filters.network.http_connection_manager', typed_config: manager }] }],
  }
}

const filters = 'type.googleapis.com/envoy.extensions.filters'

function stickyFilter({ cookie, ttlMs }: StickySpec): object {
  const state = {
    '@type': 'type.googleapis.com/envoy.extensions.http.stateful_session.cookie.v3.CookieBasedSessionState',
    cookie: { name: cookie, path: '/', ...(ttlMs < noLimit && { ttl: seconds(ttlMs) }) },
  }
  return {
    name: 'envoy.filters.http.stateful_session',
    typed_config: {
      '@type': `${filters}.http.stateful_session.v3.StatefulSession`,
      session_state: { name: 'envoy.http.stateful_session.cookie', typed_config: state },
    },
  }
}

function cluster({ spec, backends }: Setup, { common_lb_config, ...fields }: Readonly<Record<string, object>>): object {
  const { health, slowStart } = spec
  const panic = { healthy_panic_threshold: { value: 100 * health.panic.belowShare } }
  const outlier = outlierOf(health, backends)
  return {
    name: 'backends',
    type: 'STATIC',
    connect_timeout: seconds(spec.connectTimeoutMs),
    ...(slowStart ? withSlowStart(fields, slowStart) : fields),
    common_lb_config: { ...common_lb_config, ...panic },
    circuit_breakers: { thresholds: [thresholds(spec)] },
    ...(outlier && { outlier_detection: outlier }),
    ...(health.active && { health_checks: [checksOf(health.active)] }),
    load_assignment: assignment(backends),
  }
}

/** The scenario's limits, or none: Envoy would have 1024 of everything, and 3 retries. */
function thresholds({ breaker, retry: { budget } }: BalancerSpec): object {
  const none: BreakerSpec = { maxRequests: noLimit, maxPending: noLimit, maxRetries: noLimit }
  const { maxRequests, maxPending, maxRetries } = breaker ?? none
  return {
    max_connections: bounded(noLimit),
    max_requests: bounded(maxRequests),
    max_pending_requests: bounded(maxPending),
    max_retries: bounded(maxRetries),
    ...(budget && {
      retry_budget: { budget_percent: { value: 100 * budget.share }, min_retry_concurrency: budget.min },
    }),
  }
}

/** Numbers are kept in 32 bits. */
function bounded(limit: number): number {
  return Math.min(limit, 2 ** 32 - 1)
}

function withSlowStart(
  fields: Readonly<Record<string, object>>,
  { windowMs, minShare, aggression }: NonNullable<BalancerSpec['slowStart']>,
): object {
  const slow_start_config = {
    slow_start_window: seconds(windowMs),
    aggression: { default_value: aggression, runtime_key: 'lbbench.aggression' },
    min_weight_percent: { value: 100 * minShare },
  }
  if (fields.load_balancing_policy !== undefined) return scanned(fields, slow_start_config)
  const name = fields.least_request_lb_config === undefined ? 'round_robin_lb_config' : 'least_request_lb_config'
  return { ...fields, [name]: { ...fields[name], slow_start_config } }
}

function scanned(fields: Readonly<Record<string, object>>, slow_start_config: object): object {
  const copy = structuredClone(fields) as {
    load_balancing_policy: { policies: { typed_extension_config: { typed_config: object } }[] }
  }
  Object.assign(copy.load_balancing_policy.policies[0]!.typed_extension_config.typed_config, { slow_start_config })
  return copy
}

/** Backups are of priority 1: with this factor one primary that is healthy takes all. */
function assignment(backends: readonly SetupBackend[]): object {
  const tiers = [false, true].map(backup => backends.filter(({ spec }) => spec.backup === backup))
  return {
    cluster_name: 'backends',
    ...(tiers[1]!.length > 0 && { policy: { overprovisioning_factor: 100 * backends.length } }),
    endpoints: tiers.flatMap((tier, priority) =>
      tier.length === 0 ? [] : [{ priority, lb_endpoints: tier.map(endpoint) }],
    ),
  }
}

function endpoint({ spec, address: at }: SetupBackend): object {
  return { endpoint: { address: address(at) }, load_balancing_weight: spec.weight }
}

function address(text: string): object {
  const colon = text.lastIndexOf(':')
  const host = text.slice(0, colon).replace(/^\[|\]$/g, '')
  return { socket_address: { address: host, port_value: Number(text.slice(colon + 1)) } }
}
