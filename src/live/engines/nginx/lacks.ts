import { type BalancerSpec, noLimit, type RetryCondition, type RetrySpec } from '../../../model/balancer-spec.js'
import { isAtLeast } from '../external/installed.js'
import type { Wanted } from '../external/product.js'
import { assumedVersion } from './policies.js'

/** Answers that `proxy_next_upstream` can be told of. */
const retriedStatuses: readonly RetryCondition[] = [403, 404, 429, 500, 502, 503, 504]

/** A sentence where nginx cannot do what the scenario wants of a balancer. */
export function nginxLacks(spec: BalancerSpec, wanted: Wanted): string | undefined {
  return (
    settingsLack(spec) ?? retryLack(spec.retry) ?? stickyLack(spec, wanted) ?? drainLack(spec) ?? backupLack(wanted)
  )
}

function settingsLack({ health, slowStart, hedge, queue, breaker }: BalancerSpec): string | undefined {
  if (health.active !== undefined) return 'nginx has no active health checks (health_check is in nginx Plus only)'
  if (health.outlier !== undefined) return 'nginx has no outlier ejection'
  if (health.panic.belowShare > 0 || health.panic.belowCount > 0) return 'nginx does not ignore health in a panic'
  if (slowStart !== undefined) return 'nginx has no slow start (slow_start is in nginx Plus only)'
  if (hedge !== undefined) return 'nginx does not hedge'
  if (queue !== undefined) return 'nginx has no queue (queue is in nginx Plus only)'
  if (breaker !== undefined) return 'nginx has no circuit breakers'
  return undefined
}

function retryLack({ count, on, budget, backoffMs }: RetrySpec): string | undefined {
  if (count === 0) return undefined
  if (budget !== undefined) return 'nginx has no retry budget'
  if (backoffMs > 0) return 'nginx does not wait before a retry'
  if (on.includes('connect') !== on.includes('reset'))
    return 'nginx retries refused connections and resets alike (proxy_next_upstream error), not one of both'
  const unknown = on.find(condition => typeof condition === 'number' && !retriedStatuses.includes(condition))
  return unknown === undefined ? undefined : `nginx does not retry answers of ${unknown}`
}

function stickyLack({ sticky }: BalancerSpec, { version = assumedVersion }: Wanted): string | undefined {
  if (sticky === undefined) return undefined
  if (sticky.by !== 'cookie') return `nginx has no sessions by ${sticky.by}; use nginx:iphash or nginx:chash`
  if (sticky.ttlMs < noLimit && !sticky.refresh)
    return 'the cookies of nginx last from the last request, not from the first'
  if (!isAtLeast(version, '1.29.6')) return `nginx has sticky sessions from 1.29.6 on, this is ${version}`
  return undefined
}

/** Without sessions a backend that drains is one that has left. */
function drainLack({ sticky, changes }: BalancerSpec): string | undefined {
  if (sticky === undefined || !changes.some(({ kind }) => kind === 'drain')) return undefined
  return 'nginx does not drain a backend of its sessions (drain is in nginx Plus only): let it leave'
}

function backupLack({ strategy, scenario }: Wanted): string | undefined {
  const takesBackups = ['rr', 'lc', 'least-time'].includes(strategy)
  if (takesBackups || !scenario.backends.some(({ backup }) => backup)) return undefined
  return `nginx allows no backup backends with ${strategy}`
}
