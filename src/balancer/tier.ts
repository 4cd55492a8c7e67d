import type { Random } from '../model/random.js'
import type { Chooser, Options, Outcome, RequestView, Strategy } from '../strategies/strategy.js'
import { PassiveHealth } from './health.js'
import { BackendPool, blocks, type PoolEntry } from './pool.js'

/** Until the balancer has a world that keeps time and reaches backends. */
const services = { probe: (): void => undefined, wakeAt: (): void => undefined }

/** A backend of a tier; `failTimeoutMs` as in `BalancerOptions`. */
interface TierEntry extends PoolEntry {
  readonly failTimeoutMs: number
  readonly down: boolean
}

export interface TierOptions {
  readonly entries: readonly TierEntry[]
  readonly strategy: Strategy
  readonly options: Options
  readonly random: Random
  /** As in `BalancerOptions`. */
  readonly epochMs: number
}

/**
 * Backends that are chosen among: the primaries are one tier, the backups another, each with its own pool, health and
 * chooser, as nginx's `peers` and `peers->next`. Backends are numbered within the tier.
 */
export class Tier {
  readonly #strategyName: string
  readonly #pool: BackendPool
  readonly #inFlight: Int32Array
  readonly #health: PassiveHealth
  readonly #chooser: Chooser

  constructor({ entries, strategy, options, random, epochMs }: TierOptions) {
    this.#strategyName = strategy.name
    this.#pool = new BackendPool(entries)
    this.#inFlight = this.#pool.inFlight
    this.#health = new PassiveHealth(
      this.#pool,
      entries.map(entry => entry.failTimeoutMs),
      epochMs,
    )
    entries.forEach((entry, i) => {
      if (entry.down) this.#pool.block(i, blocks.down)
    })
    const chooser = strategy.start(this.#pool, options, random, services)
    this.#chooser = chooser
    this.#pool.watch(backend => chooser.changed?.(backend))
  }

  /** A backend that is not in `tried`, in flight from now on; -1 where none may serve. */
  pick(request: RequestView, tried: readonly number[], nowMs: number): number {
    this.#health.release(nowMs)
    if (tried.length > 0) for (const backend of tried) this.#pool.block(backend, blocks.tried)
    const backend = this.#chooser.pick(request, nowMs)
    if (backend !== -1) this.#check(backend)
    if (tried.length > 0) for (const backend of tried) this.#pool.unblock(backend, blocks.tried)
    if (backend !== -1) this.#send(backend, nowMs)
    return backend
  }

  ended(backend: number, outcome: Outcome, nowMs: number): void {
    this.#inFlight[backend]--
    this.#chooser.answered?.(backend, outcome, nowMs)
    this.#health.answered(backend, outcome.failed, nowMs)
  }

  inFlight(backend: number): number {
    return this.#inFlight[backend]
  }

  available(backend: number, nowMs: number): boolean {
    return !this.#pool.isBlocked(backend, blocks.down) && !this.#health.isBanned(backend, nowMs)
  }

  #send(backend: number, nowMs: number): void {
    this.#health.picked(backend, nowMs)
    this.#inFlight[backend]++
    this.#chooser.sent?.(backend, nowMs)
  }

  /** Strategies can be anybody's code: a wrong pick must not look like a failing backend. */
  #check(backend: number): void {
    if (this.#pool.available[backend] === 1) return
    throw new Error(`strategy "${this.#strategyName}" picked ${backend}, which is not an available backend`)
  }
}
