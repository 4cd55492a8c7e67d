import type { Random } from '../model/random.js'
import type { Chooser, Options, Outcome, RequestView, Strategy } from '../strategies/strategy.js'
import { PassiveHealth } from './health.js'
import { BackendPool, blocks, type PoolEntry } from './pool.js'

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
}

/**
 * Backends that are chosen among: the primaries are one tier, the backups another, each with its own pool, health and
 * chooser, as nginx's `peers` and `peers->next`. Backends are numbered within the tier.
 */
export class Tier {
  readonly #strategyName: string
  readonly #pool: BackendPool
  readonly #health: PassiveHealth
  readonly #chooser: Chooser

  constructor({ entries, strategy, options, random }: TierOptions) {
    this.#strategyName = strategy.name
    this.#pool = new BackendPool(entries)
    this.#health = new PassiveHealth(
      this.#pool,
      entries.map(entry => entry.failTimeoutMs),
    )
    entries.forEach((entry, i) => {
      if (entry.down) this.#pool.block(i, blocks.down)
    })
    this.#chooser = strategy.start(this.#pool, options, random)
  }

  /** A backend that is not in `tried`, in flight from now on; -1 where none may serve. */
  pick(request: RequestView, tried: readonly number[], nowMs: number): number {
    const released = this.#health.release(nowMs)
    const hidden = this.#hide(tried)
    if (released || hidden) this.#chooser.changed?.()
    const backend = this.#chooser.pick(request, nowMs)
    if (backend !== -1) this.#check(backend)
    this.#unhide(tried)
    const banned = backend !== -1 && this.#health.picked(backend, nowMs)
    if (hidden || banned) this.#chooser.changed?.()
    if (backend !== -1) {
      this.#pool.inFlight[backend]++
      this.#chooser.sent?.(backend, nowMs)
    }
    return backend
  }

  ended(backend: number, outcome: Outcome, nowMs: number): void {
    this.#pool.inFlight[backend]--
    this.#chooser.answered?.(backend, outcome, nowMs)
    if (this.#health.answered(backend, outcome.failed, nowMs)) this.#chooser.changed?.()
  }

  inFlight(backend: number): number {
    return this.#pool.inFlight[backend]
  }

  available(backend: number, nowMs: number): boolean {
    return !this.#pool.isBlocked(backend, blocks.down) && !this.#health.isBanned(backend, nowMs)
  }

  #hide(tried: readonly number[]): boolean {
    let changed = false
    for (const backend of tried) changed = this.#pool.block(backend, blocks.tried) || changed
    return changed
  }

  #unhide(tried: readonly number[]): void {
    for (const backend of tried) this.#pool.unblock(backend, blocks.tried)
  }

  /** Strategies can be anybody's code: a wrong pick must not look like a failing backend. */
  #check(backend: number): void {
    if (this.#pool.available[backend] === 1) return
    throw new Error(`strategy "${this.#strategyName}" picked ${backend}, which is not an available backend`)
  }
}
