import type { BalancerSpec, RetryCondition } from '../../../model/balancer-spec.js'
import { seconds } from './seconds.js'

/** A retry goes to a host that the request has not tried, where there is one. */
export function retryPolicy({ retry, readTimeoutMs }: BalancerSpec): object {
  const statuses = retry.on.filter(condition => typeof condition === 'number')
  const base = Math.max(1, retry.backoffMs)
  return {
    retry_on: [...new Set(retry.on.map(condition))].join(','),
    num_retries: retry.count,
    ...(statuses.length > 0 && { retriable_status_codes: statuses }),
    per_try_idle_timeout: seconds(readTimeoutMs),
    retry_host_predicate: [
      {
        name: 'envoy.retry_host_predicates.previous_hosts',
        typed_config: {
          '@type': 'type.googleapis.com/envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate',
        },
      },
    ],
    host_selection_retry_max_attempts: 10,
    retry_back_off: { base_interval: seconds(base), max_interval: seconds(Math.max(base, retry.maxBackoffMs)) },
  }
}

/** `reset` is all that leaves no answer: a connection that ends, time that is up, an answer that is none. */
function condition(on: RetryCondition): string {
  if (on === 'connect') return 'connect-failure'
  if (on === '5xx') return '5xx'
  if (on === 'gateway') return 'gateway-error'
  return typeof on === 'number' ? 'retriable-status-codes' : 'reset'
}
