import type { ActiveCheckSpec, HealthSpec, OutlierSpec } from '../../../model/balancer-spec.js'
import type { SetupBackend } from '../external/trial-setup.js'
import { leastOf } from '../external/written.js'
import { seconds } from './seconds.js'

/** Between two checks of a backend without traffic Envoy would wait a minute. */
export function checksOf(active: ActiveCheckSpec): object {
  const { path, intervalMs, downIntervalMs, timeoutMs, rise, fall, okFrom, okTo } = active
  return {
    interval: seconds(intervalMs),
    no_traffic_interval: seconds(intervalMs),
    unhealthy_interval: seconds(downIntervalMs),
    timeout: seconds(timeoutMs),
    healthy_threshold: rise,
    unhealthy_threshold: fall,
    http_health_check: { path, expected_statuses: [{ start: okFrom, end: okTo + 1 }] },
  }
}

/** Envoy's own outlier detection, or what comes nearest to nginx's passive health; undefined for none. */
export function outlierOf({ outlier, passive }: HealthSpec, backends: readonly SetupBackend[]): object | undefined {
  if (outlier !== undefined) return ownOutlier(outlier)
  const { maxFails, failTimeoutMs } = leastOf(backends)
  return passive && maxFails > 0 ? passiveOutlier(maxFails, failTimeoutMs) : undefined
}

function ownOutlier({ successRate, failureShare, ...spec }: OutlierSpec): object {
  return {
    interval: seconds(spec.intervalMs),
    base_ejection_time: seconds(spec.baseEjectionMs),
    max_ejection_time: seconds(spec.maxEjectionMs),
    max_ejection_percent: Math.round(100 * spec.maxEjectionShare),
    ...enforced('consecutive_5xx', spec.consecutive5xx),
    ...enforced('consecutive_gateway_failure', spec.consecutiveGateway),
    enforcing_success_rate: successRate ? 100 : 0,
    ...(successRate && {
      success_rate_minimum_hosts: successRate.minHosts,
      success_rate_request_volume: successRate.minRequests,
      success_rate_stdev_factor: Math.round(1000 * successRate.factor),
    }),
    enforcing_failure_percentage: failureShare ? 100 : 0,
    ...(failureShare && {
      failure_percentage_minimum_hosts: failureShare.minHosts,
      failure_percentage_request_volume: failureShare.minRequests,
      failure_percentage_threshold: Math.round(100 * failureShare.share),
    }),
  }
}

function enforced(name: string, count: number): object {
  return count === 0 ? { [`enforcing_${name}`]: 0 } : { [name]: count, [`enforcing_${name}`]: 100 }
}

/** Connects, resets and timeouts count, answers do not; no ejection is longer than the first. */
function passiveOutlier(maxFails: number, failTimeoutMs: number): object {
  return {
    split_external_local_origin_errors: true,
    consecutive_local_origin_failure: maxFails,
    enforcing_consecutive_local_origin_failure: 100,
    enforcing_local_origin_success_rate: 0,
    enforcing_consecutive_5xx: 0,
    enforcing_consecutive_gateway_failure: 0,
    enforcing_success_rate: 0,
    interval: seconds(Math.min(failTimeoutMs, 1000)),
    base_ejection_time: seconds(failTimeoutMs),
    max_ejection_time: seconds(failTimeoutMs),
    max_ejection_percent: 100,
  }
}
