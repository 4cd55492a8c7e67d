import { LbbenchError } from '../errors.js'
import type { BalancerSpec } from '../model/balancer-spec.js'
import { noStats } from '../model/balancer-stats.js'
import type { Random } from '../model/random.js'
import type { Options, Strategy } from '../strategies/strategy.js'
import type { Balancer, BalancerWorld } from './balancer.js'
import { OpenFlight } from './flight.js'
import { Tier } from './tier.js'
import { Tiers } from './tiers.js'

export interface BalancerOptions {
  /** At least one that is not a backup. */
  readonly backends: readonly BalancerBackend[]
  readonly strategy: Strategy
  /** Complete, as from `parseOptions`. */
  readonly options: Options
  /** The strategy's own stream. */
  readonly random: Random
  /** What it does besides choosing. */
  readonly spec: BalancerSpec
  /**
   * When measuring begins, on the caller's clock, ms: changes of the pool count from here, statistics begin here, and the
   * seconds of nginx's health do, so that both worlds ban and release alike. 0 where it is left out.
   */
  readonly epochMs?: number
  /** Needed by all that waits, checks, probes or hedges; a balancer without one does nothing of the kind. */
  readonly world?: BalancerWorld
}

export interface BalancerBackend {
  readonly name: string
  /** What consistent hashes are computed over, e.g. "127.0.0.1:18001". */
  readonly address: string
  /** Whole, >= 1. */
  readonly weight: number
  /** nginx `max_fails`; 0 never bans. */
  readonly maxFails: number
  /** nginx `fail_timeout`, in whole seconds: a fraction is cut off. */
  readonly failTimeoutMs: number
  /** Requests it gets at once, HAProxy `maxconn`, nginx `max_conns`; 0: no limit. */
  readonly maxRequests: number
  /** nginx `backup`: asked only where no primary may serve. */
  readonly backup: boolean
  /** nginx `down`: never used, but keeps its share of the hash space. */
  readonly down?: boolean
}

/**
 * A fresh balancer: nothing in flight, nobody banned, the strategy without memory.
 * @throws LbbenchError SCENARIO where all backends are backups, or there are none
 */
export function createBalancer(options: BalancerOptions): Balancer {
  const indices = [indicesWhere(options, false), indicesWhere(options, true)].filter(tier => tier.length > 0)
  if (options.backends.every(backend => backend.backup)) throw noPrimaries(options.backends.length)
  const members = indices.map(each => createTier(options, each))
  const { count } = options.spec.retry
  const tiers = new Tiers(members, indices, count)
  const balancer: Balancer = {
    names: options.backends.map(backend => backend.name),
    stats: noStats(),
    open: (request, ticket = 0) => new OpenFlight(balancer, request, ticket),
    pick: (request, tried, nowMs) => tiers.pick(request, tried, nowMs),
    ended: (backend, outcome, nowMs) => tiers.ended(backend, outcome, nowMs),
    retries: ({ repeatable }, tried, outcome) =>
      outcome.failed && tried.length <= count && (repeatable || outcome.cause === 'connect'),
    close: () => undefined,
    move: () => undefined,
    cookieFor: () => undefined,
    nextMs: () => Infinity,
    advance: () => undefined,
    checked: () => undefined,
    probed: () => undefined,
    inFlight: backend => tiers.tierOf(backend).inFlight(tiers.placeOf(backend)),
    available: (backend, nowMs) => tiers.tierOf(backend).available(tiers.placeOf(backend), nowMs),
  }
  return balancer
}

function indicesWhere({ backends }: BalancerOptions, backup: boolean): number[] {
  return backends.flatMap((backend, index) => (backend.backup === backup ? [index] : []))
}

/** A lone backend is never banned: nginx has nothing to gain by refusing to try it. */
function createTier(
  { backends, strategy, options, random, spec, epochMs = 0 }: BalancerOptions,
  members: readonly number[],
): Tier {
  const counted = spec.health.passive && backends.length > 1
  const entries = members.map(index => {
    const { name, address, weight, maxFails, failTimeoutMs, down } = backends[index]
    return { name, address, weight, maxFails: counted ? maxFails : 0, failTimeoutMs, down: down === true }
  })
  return new Tier({ entries, strategy, options, random, epochMs })
}

function noPrimaries(count: number): LbbenchError {
  const message = count === 0 ? 'there are no backends' : 'all backends are backups'
  return new LbbenchError('SCENARIO', message, 'at least one backend must not be a backup')
}
