import type { ActiveCheckSpec, BalancerSpec, RetrySpec } from '../../../model/balancer-spec.js'
import { noLimit } from '../../../model/balancer-spec.js'
import { isAtLeast } from '../external/installed.js'
import type { Wanted } from '../external/product.js'
import { statusWord } from './health.js'
import { assumedVersion } from './policies.js'

/** A sentence where Caddy cannot do what the scenario wants of a balancer. */
export function caddyLacks(spec: BalancerSpec, wanted: Wanted): string | undefined {
  return (
    settingsLack(spec) ??
    checksLack(spec.health.active, wanted) ??
    retryLack(spec.retry) ??
    stickyLack(spec, wanted) ??
    changesLack(spec, wanted) ??
    backendsLack(spec, wanted)
  )
}

function settingsLack({ health, slowStart, hedge, queue, breaker }: BalancerSpec): string | undefined {
  if (health.outlier !== undefined) return 'Caddy has no outlier ejection'
  if (health.panic.belowShare > 0 || health.panic.belowCount > 0) return 'Caddy does not ignore health in a panic'
  if (slowStart !== undefined) return 'Caddy has no slow start'
  if (hedge !== undefined) return 'Caddy does not hedge'
  if (queue !== undefined) return 'Caddy has no queue: it asks again and again whether a backend is free'
  if (breaker !== undefined) return 'Caddy has no circuit breakers'
  return undefined
}

function checksLack(active: ActiveCheckSpec | undefined, { version = assumedVersion }: Wanted): string | undefined {
  if (active === undefined) return undefined
  const { path, intervalMs, downIntervalMs, rise, fall, okFrom, okTo } = active
  if (/[{}"`\\]/.test(path)) return `Caddy reads quotes and braces in the path of checks (${path}) as its own`
  if (downIntervalMs !== intervalMs) return 'Caddy checks as often while a backend is down as while it is up'
  if (statusWord(active) === undefined)
    return `Caddy takes one status, all of a hundred, or 200-399 for good, not ${okFrom}-${okTo}`
  if ((rise > 1 || fall > 1) && !isAtLeast(version, '2.8'))
    return `Caddy counts checks in a row (rise ${rise}, fall ${fall}) from 2.8 on, this is ${version}`
  return undefined
}

/** Whether a request was sent already is all that Caddy distinguishes. */
function retryLack({ count, on, budget, backoffMs }: RetrySpec): string | undefined {
  if (count === 0) return undefined
  if (budget !== undefined) return 'Caddy has no retry budget'
  if (backoffMs > 0) return 'Caddy waits the same time before every retry, or none'
  if (on.some(condition => typeof condition === 'number' || condition === '5xx' || condition === 'gateway'))
    return 'Caddy does not retry answers by their status'
  const sent = ['reset', 'timeout', 'invalid'] as const
  const some = sent.filter(condition => on.includes(condition)).length
  if (!on.includes('connect') || (some !== 0 && some !== sent.length))
    return 'Caddy retries what cannot connect, or that and resets, timeouts and invalid answers alike'
  return undefined
}

function stickyLack({ sticky }: BalancerSpec, { strategy, version = assumedVersion }: Wanted): string | undefined {
  if (sticky === undefined) return undefined
  if (sticky.by !== 'cookie') return `Caddy has no sessions by ${sticky.by}; use caddy:rendezvous`
  if (sticky.ttlMs < noLimit) return 'the session cookies of Caddy last as long as the browser'
  if (strategy !== 'random' && !isAtLeast(version, '2.7'))
    return `Caddy begins sessions at random before 2.7, this is ${version}: use caddy:random`
  return undefined
}

/** Without sessions a backend that drains is one that has left. */
function changesLack({ changes, sticky }: BalancerSpec, { strategy, version = assumedVersion }: Wanted) {
  if (sticky !== undefined && changes.some(({ kind }) => kind === 'drain'))
    return 'Caddy does not drain a backend of its sessions: let it leave'
  if (!changes.some(({ kind }) => kind === 'weight')) return undefined
  if (strategy !== 'rr') return `Caddy has no weights with ${strategy}, and the scenario changes one`
  return isAtLeast(version, '2.7') ? undefined : `Caddy has weights from 2.7 on, this is ${version}`
}

function backendsLack({ health }: BalancerSpec, { strategy, scenario, version = assumedVersion }: Wanted) {
  const { backends } = scenario
  if (backends.some(({ backup }) => backup)) return 'Caddy has no backup backends'
  if (new Set(backends.map(({ weight }) => weight)).size > 1) {
    if (strategy !== 'rr') return `Caddy has no weights with ${strategy}, and those of the scenario differ`
    if (!isAtLeast(version, '2.7')) return `Caddy has weights from 2.7 on, this is ${version}`
  }
  if (new Set(backends.map(({ maxRequests }) => maxRequests)).size > 1)
    return 'Caddy has one limit of requests for all backends, and those of the scenario differ'
  if (health.passive && new Set(backends.map(({ maxFails }) => maxFails > 0)).size > 1)
    return 'Caddy counts the failures of all backends, or of none'
  return undefined
}
