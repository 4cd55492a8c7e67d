import type { BalancerSpec, RetrySpec, SlowStartSpec } from '../../../model/balancer-spec.js'
import type { Wanted } from '../external/product.js'

/** The most a server may have: configuration manual 5.2, `weight`. */
const mostWeight = 256

/** Answers that `retry-on` can be told of. */
const retriedStatuses = [401, 403, 404, 408, 425, 500, 501, 502, 503, 504]

/** Algorithms that are computed once, for weights as they are. */
const fixedWeights = ['static-rr', 'first', 'haproxy-hash', 'iphash']

/** A sentence where HAProxy cannot do what the scenario wants of a balancer. */
export function haproxyLacks(spec: BalancerSpec, wanted: Wanted): string | undefined {
  return (
    settingsLack(spec) ??
    retryLack(spec.retry) ??
    stickyLack(spec) ??
    slowStartLack(spec.slowStart, wanted) ??
    weightLack(spec, wanted)
  )
}

function settingsLack({ health, hedge, breaker }: BalancerSpec): string | undefined {
  if (health.outlier !== undefined) return 'HAProxy has no outlier ejection'
  if (health.panic.belowShare > 0 || health.panic.belowCount > 0) return 'HAProxy does not ignore health in a panic'
  if (hedge !== undefined) return 'HAProxy does not hedge'
  if (breaker !== undefined) return 'HAProxy has no circuit breakers'
  return undefined
}

function retryLack({ count, on, budget, backoffMs }: RetrySpec): string | undefined {
  if (count === 0) return undefined
  if (budget !== undefined) return 'HAProxy has no retry budget'
  if (backoffMs > 0) return 'HAProxy does not wait before it tries another server'
  const unknown = on.find(condition => typeof condition === 'number' && !retriedStatuses.includes(condition))
  if (unknown !== undefined) return `HAProxy does not retry answers of ${unknown}`
  return undefined
}

function stickyLack({ sticky }: BalancerSpec): string | undefined {
  if (sticky?.by === 'client') return 'HAProxy has no sessions by client beside its choice; use haproxy:source'
  if (sticky?.by === 'table' && !sticky.refresh)
    return 'entries of a stick table of HAProxy last from the last request, not from the first'
  return undefined
}

function slowStartLack(slowStart: SlowStartSpec | undefined, { strategy, options }: Wanted): string | undefined {
  if (slowStart === undefined) return undefined
  if (slowStart.aggression !== 1) return 'HAProxy starts slowly along a straight line only'
  if (isFixed({ strategy, options })) return `HAProxy has no slow start with ${strategy}, whose weights are fixed`
  return undefined
}

function weightLack({ changes }: BalancerSpec, wanted: Wanted): string | undefined {
  const { backends } = wanted.scenario
  const weights = changes.filter(change => change.kind === 'weight')
  const heavy = [
    ...backends,
    ...weights.map(({ backend, weight }) => ({ name: backends[backend]!.name, weight })),
  ].find(({ weight }) => weight > mostWeight)
  if (heavy !== undefined) return `HAProxy has weights up to ${mostWeight}; ${heavy.name} has ${heavy.weight}`
  return weights.length > 0 && isFixed(wanted)
    ? `HAProxy cannot change a weight with ${wanted.strategy}, whose weights are fixed`
    : undefined
}

function isFixed({ strategy, options }: Pick<Wanted, 'strategy' | 'options'>): boolean {
  return fixedWeights.includes(strategy) || (strategy === 'source' && options.type === 'map')
}
