import { LbbenchError } from '../errors.js'
import type { Random } from '../model/random.js'
import type { Options, Strategy } from '../strategies/strategy.js'
import type { Flight } from './balancer.js'
import { type FlightPlan, type Request, TieredFlight } from './flight.js'
import { Tier } from './tier.js'

/** Backends, a strategy, health and retries: what both worlds route requests with. Knows no socket and no clock. */
export interface Balancer {
  /** The index space of `Flight.next()`: primaries and backups in declaration order. */
  readonly names: readonly string[]
  /**
   * A request arrived. Whoever routes millions gives back a finished flight of this balancer, which becomes this
   * request's; `client` and `path` are read where a strategy looks at them, in `next()`.
   * @throws {Error} where `reuse` is not finished, or not this balancer's
   */
  open(request: Request, reuse?: Flight): Flight
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
  const tiers = indices.map(members => createTier(options, members))
  const plan: FlightPlan = { tiers, indices: tiers.length === 1 ? undefined : indices, retries: options.retries }
  const places = placesOf(tiers, indices)
  return {
    names: options.backends.map(backend => backend.name),
    open: (request, reuse) => open(plan, request, reuse),
    inFlight: backend => places[backend].tier.inFlight(places[backend].member),
    available: (backend, nowMs) => places[backend].tier.available(places[backend].member, nowMs),
  }
}

function open(plan: FlightPlan, request: Request, reuse: Flight | undefined): Flight {
  if (reuse === undefined) return new TieredFlight(plan, request)
  if (!(reuse instanceof TieredFlight)) throw new Error('open() was given a flight of another balancer')
  reuse.reopen(plan, request)
  return reuse
}

function indicesWhere({ backends }: BalancerOptions, backup: boolean): number[] {
  return backends.flatMap((backend, index) => (backend.backup === backup ? [index] : []))
}

/** A lone backend is never banned: nginx has nothing to gain by refusing to try it. */
function createTier(
  { backends, strategy, options, random, health }: BalancerOptions,
  members: readonly number[],
): Tier {
  const counted = health === 'nginx' && backends.length > 1
  const entries = members.map(index => {
    const { name, address, weight, maxFails, failTimeoutMs, down } = backends[index]
    return { name, address, weight, maxFails: counted ? maxFails : 0, failTimeoutMs, down: down === true }
  })
  return new Tier({ entries, strategy, options, random })
}

/** From the balancer's index to the tier and the number within it. */
function placesOf(tiers: readonly Tier[], indices: readonly (readonly number[])[]): { tier: Tier; member: number }[] {
  const places: { tier: Tier; member: number }[] = []
  indices.forEach((members, i) => {
    members.forEach((index, member) => {
      places[index] = { tier: tiers[i], member }
    })
  })
  return places
}

function noPrimaries(count: number): LbbenchError {
  const message = count === 0 ? 'there are no backends' : 'all backends are backups'
  return new LbbenchError('SCENARIO', message, 'at least one backend must not be a backup')
}
