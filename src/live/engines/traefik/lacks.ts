import { type ActiveCheckSpec, type BalancerSpec, noLimit, type RetrySpec } from '../../../model/balancer-spec.js'
import { isAtLeast } from '../external/installed.js'
import type { Wanted } from '../external/product.js'
import { assumedVersion } from './policies.js'

/** A sentence where Traefik cannot do what the scenario wants of a balancer. */
export function traefikLacks(spec: BalancerSpec, wanted: Wanted): string | undefined {
  return (
    settingsLack(spec) ?? checksLack(spec, wanted) ?? retryLack(spec.retry) ?? stickyLack(spec) ?? backendsLack(wanted)
  )
}

function settingsLack({ health, slowStart, hedge, queue, breaker, changes }: BalancerSpec): string | undefined {
  if (health.outlier !== undefined) return 'Traefik has no outlier ejection'
  if (health.panic.belowShare > 0 || health.panic.belowCount > 0) return 'Traefik does not ignore health in a panic'
  if (slowStart !== undefined) return 'Traefik has no slow start'
  if (hedge !== undefined) return 'Traefik does not hedge'
  if (queue !== undefined) return 'Traefik has no queue'
  if (breaker !== undefined)
    return 'Traefik breaks a circuit by shares of errors and by latency, not by numbers of requests'
  if (changes.length > 0) return 'lbbench does not change the backends of Traefik while it runs'
  return undefined
}

function checksLack({ health }: BalancerSpec, { version = assumedVersion }: Wanted): string | undefined {
  if (health.passive && !isAtLeast(version, '3.6'))
    return `Traefik has passive health checks from 3.6 on, this is ${version}: use --health none`
  return health.active && activeLack(health.active)
}

function activeLack({ rise, fall, okFrom, okTo }: ActiveCheckSpec): string | undefined {
  if (rise > 1 || fall > 1) return `Traefik believes one check, it does not count them (rise ${rise}, fall ${fall})`
  if (okFrom === okTo || (okFrom === 200 && okTo === 399)) return undefined
  return `Traefik takes one status, or 200-399 for good, not ${okFrom}-${okTo}`
}

/** Its middleware stops once anything was sent. */
function retryLack({ count, on, budget }: RetrySpec): string | undefined {
  if (count === 0) return undefined
  if (budget !== undefined) return 'Traefik has no retry budget'
  if (!on.includes('connect')) return 'Traefik retries what could not connect, nothing else'
  const status = on.find(condition => typeof condition === 'number' || condition === '5xx' || condition === 'gateway')
  return status === undefined ? undefined : 'lbbench does not let Traefik retry answers by their status'
}

function stickyLack({ sticky }: BalancerSpec): string | undefined {
  if (sticky === undefined) return undefined
  if (sticky.by !== 'cookie') return `Traefik has no sessions by ${sticky.by}`
  if (sticky.ttlMs < noLimit && sticky.refresh) return "the cookies of Traefik last from a session's first request"
  return undefined
}

function backendsLack({ strategy, scenario: { backends } }: Wanted): string | undefined {
  if (backends.some(({ backup }) => backup)) return 'Traefik has no backup backends within one service'
  if (backends.some(({ maxRequests }) => maxRequests > 0)) return 'Traefik has no limit of requests for one backend'
  if (strategy === 'p2c' && new Set(backends.map(({ weight }) => weight)).size > 1)
    return 'Traefik has no weights with p2c, and those of the scenario differ'
  return undefined
}
