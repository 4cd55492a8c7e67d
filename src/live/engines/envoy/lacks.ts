import { type BalancerSpec, noLimit } from '../../../model/balancer-spec.js'
import type { Wanted } from '../external/product.js'

/** Whose weights a slow start can change. */
const slowStarters = ['rr', 'edf', 'lc', 'least-request', 'p2c']

/** A sentence where Envoy cannot do what the scenario wants of a balancer. */
export function envoyLacks(spec: BalancerSpec, wanted: Wanted): string | undefined {
  return settingsLack(spec, wanted) ?? stickyLack(spec) ?? backendsLack(wanted)
}

function settingsLack(
  { health, slowStart, hedge, queue, changes, retry }: BalancerSpec,
  { strategy }: Wanted,
): string | undefined {
  if (health.panic.belowCount > 0) return 'Envoy has a panic threshold as a share of the backends, not as a number'
  if (health.outlier !== undefined && health.passive)
    return "Envoy has one outlier detection: nginx's passive health and its own do not go together"
  if (slowStart !== undefined && !slowStarters.includes(strategy)) return `Envoy has no slow start with ${strategy}`
  if (hedge !== undefined) return 'Envoy hedges by its retries alone, not beside them'
  if (queue !== undefined) return 'Envoy queues for connections, not for backends'
  if (changes.length > 0) return 'lbbench does not change the backends of Envoy while it runs'
  if (retry.count > 0 && retry.on.length === 0) return 'Envoy retries for a reason, and the scenario gives none'
  return undefined
}

function stickyLack({ sticky }: BalancerSpec): string | undefined {
  if (sticky === undefined) return undefined
  if (sticky.by !== 'cookie') return `Envoy has no sessions by ${sticky.by}; use envoy:ring`
  if (sticky.ttlMs < noLimit && sticky.refresh) return "the cookies of Envoy last from a session's first request"
  return undefined
}

function backendsLack({ strategy, scenario: { backends } }: Wanted): string | undefined {
  if (backends.some(({ maxRequests }) => maxRequests > 0))
    return 'Envoy limits the requests of all backends together (breaker), not of each'
  if (strategy === 'random' && new Set(backends.map(({ weight }) => weight)).size > 1)
    return 'Envoy has no weights with random, and those of the scenario differ'
  return undefined
}
