import { LbbenchError } from '../errors.js'
import type { Random } from '../model/random.js'
import type { Options, Outcome, RequestView, Strategy } from '../strategies/strategy.js'
import type { Flight } from './balancer.js'
import { OpenFlight, type Request } from './flight.js'
import { Tier } from './tier.js'
import { Tiers } from './tiers.js'

/** Backends, a strategy, health and retries: what both worlds route requests with. Knows no socket and no clock. */
export interface Balancer {
  /** The numbers of backends everywhere: primaries and backups in declaration order. */
  readonly names: readonly string[]
  /** A request arrived. One flight a request. */
  open(request: Request): Flight
  /**
   * What flights are made of, for who keeps the tries of millions of requests himself: the backend for a request that has
   * tried these, in this order, in flight from now on; -1 where none may serve or retries are used up.
   * @param request whose `attempt` is `tried.length`; read while this runs
   */
  pick(request: RequestView, tried: readonly number[], nowMs: number): number
  /** A try ended; see `Flight.ended`. */
  ended(backend: number, outcome: Outcome, nowMs: number): void
  /** Requests sent to that backend and not yet ended. */
  inFlight(backend: number): number
  /** Whether a request that has tried nothing yet could go there now: not `down`, not banned. */
  available(backend: number, nowMs: number): boolean
}

export interface BalancerOptions {
  /** At least one that is not a backup. */
  readonly backends: readonly BalancerBackend[]
  readonly strategy: Strategy
  /** Complete, as from `parseOptions`. */
  readonly options: Options
  /** The strategy's own stream. */
  readonly random: Random
  /** `nginx`: passive, by `maxFails` and `failTimeoutMs`; `none`: failures ban nobody. */
  readonly health: 'nginx' | 'none'
  /** Further backends a request may try after its first. */
  readonly retries: number
  /** Where the seconds of nginx's health begin, on the caller's clock, ms: so that both worlds ban and release alike. */
  readonly epochMs?: number
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
  const tiers = new Tiers(members, indices, options.retries)
  const balancer: Balancer = {
    names: options.backends.map(backend => backend.name),
    open: request => new OpenFlight(balancer, request),
    pick: (request, tried, nowMs) => tiers.pick(request, tried, nowMs),
    ended: (backend, outcome, nowMs) => tiers.ended(backend, outcome, nowMs),
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
  { backends, strategy, options, random, health, epochMs = 0 }: BalancerOptions,
  members: readonly number[],
): Tier {
  const counted = health === 'nginx' && backends.length > 1
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
