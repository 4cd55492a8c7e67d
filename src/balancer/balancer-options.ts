import type { BalancerSpec } from '../model/balancer-spec.js'
import type { Random } from '../model/random.js'
import type { Options, Strategy } from '../strategies/strategy.js'
import type { BalancerWorld } from './balancer.js'
import type { BalancerLog } from './balancer-log.js'

/** What a balancer is made of. */
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
  /** Of what it leaves to chance itself, beside the strategy: backoffs. 0 where it is left out. */
  readonly seed?: number
  /**
   * When measuring begins, on the caller's clock, ms: changes of the pool count from here, statistics begin here, and the
   * seconds of nginx's health do, so that both worlds ban and release alike. 0 where it is left out.
   */
  readonly epochMs?: number
  /** When it begins to work, warm-up included, on the caller's clock, ms: checks count from here. `epochMs` where it is left out. */
  readonly startMs?: number
  /** Needed by all that waits, checks, probes or hedges; a balancer without one does nothing of the kind. */
  readonly world?: BalancerWorld
  /** Where it notes what it does; nowhere by default. */
  readonly log?: BalancerLog
}

/** A backend as its balancer knows it. */
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
