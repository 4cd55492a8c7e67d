import type { BalancerSpec, RetryCondition } from '../../model/balancer-spec.js'
import type { Random } from '../../model/random.js'
import type { Agenda } from '../agenda.js'
import type { BalancerWorld } from '../balancer.js'
import type { BalancerBackend } from '../balancer-options.js'
import type { Counts } from '../counts.js'
import type { Stickiness } from '../sessions/stickiness.js'
import type { Tiers } from '../tiers.js'
import { BlamingRouter } from './blaming-router.js'
import { RetryRule } from './retry-rule.js'
import { PlainRouter, type Router } from './router.js'
import { TripRouter } from './trip-router.js'

export interface RouterOptions {
  readonly spec: BalancerSpec
  readonly backends: readonly BalancerBackend[]
  readonly tiers: Tiers
  readonly counts: Counts
  readonly agenda: Agenda
  readonly stickiness: Stickiness | undefined
  readonly world: BalancerWorld | undefined
  /** The balancer's own stream. */
  readonly random: Random
}

/** A router that remembers no more than these settings need. */
export function createRouter(options: RouterOptions): Router {
  const spec = options.world === undefined ? withoutWaiting(options.spec) : options.spec
  const { tiers, counts } = options
  const rule = new RetryRule(spec.retry)
  const world = options.world ?? { resume: () => undefined, hedge: () => undefined }
  const router = remembers(options, spec)
    ? new TripRouter({ ...options, spec, rule, world })
    : new PlainRouter(tiers, rule, counts)
  return spec.health.passive && spec.retry.on.some(isStatus) ? new BlamingRouter(router, tiers) : router
}

function remembers({ backends, stickiness }: RouterOptions, spec: BalancerSpec): boolean {
  const { hedge, queue, breaker, retry } = spec
  if (hedge !== undefined || queue !== undefined || breaker !== undefined || stickiness !== undefined) return true
  return retry.budget !== undefined || retry.backoffMs > 0 || backends.some(({ maxRequests }) => maxRequests > 0)
}

/** Whether it is about answers, and not about tries that fail. */
export function isStatus(condition: RetryCondition): boolean {
  return typeof condition === 'number' || condition === '5xx' || condition === 'gateway'
}

/** For who has nobody to call back. */
function withoutWaiting(spec: BalancerSpec): BalancerSpec {
  return { ...spec, queue: undefined, hedge: undefined, retry: { ...spec.retry, backoffMs: 0 } }
}
