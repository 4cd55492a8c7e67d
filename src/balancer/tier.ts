import { LbbenchError } from '../errors.js'
import type { Random } from '../model/random.js'
import { pickFault } from '../strategies/pick-fault.js'
import type { Chooser, Options, Outcome, ProbeReport, RequestView, Strategy } from '../strategies/strategy.js'
import type { Counts } from './counts.js'
import { PassiveHealth } from './health/health.js'
import { BackendPool, blocks, type PoolEntry, unfit } from './pool.js'

/** A backend of a tier; `failTimeoutMs` and `maxRequests` as in `BalancerOptions`. */
export interface TierEntry extends PoolEntry {
  readonly failTimeoutMs: number
  readonly maxRequests: number
  readonly down: boolean
}

export interface TierOptions {
  readonly entries: readonly TierEntry[]
  readonly strategy: Strategy
  readonly options: Options
  readonly random: Random
  /** These two as in `BalancerOptions`. */
  readonly epochMs: number
  readonly startMs: number
  readonly counts: Counts
  /** Asks a backend of this tier for its load. */
  readonly probe: (backend: number, nowMs: number) => void
  readonly weightScale?: number
}

/**
 * Backends that are chosen among: the primaries are one tier, the backups another, each with its own pool, health and
 * chooser, as nginx's `peers` and `peers->next`. Backends are numbered within the tier.
 */
export class Tier {
  readonly pool: BackendPool
  readonly #strategyName: string
  readonly #inFlight: Int32Array
  readonly #health: PassiveHealth
  readonly #chooser: Chooser
  readonly #counts: Counts
  /** Requests each may have at once; undefined where none has a limit. */
  readonly #limits: Int32Array | undefined
  /** When the strategy wants to be woken, ms. */
  wakeMs = Infinity
  #nowMs: number

  constructor({ entries, strategy, options, random, epochMs, startMs, counts, probe, weightScale }: TierOptions) {
    this.#strategyName = strategy.name
    this.#counts = counts
    this.#nowMs = startMs
    this.pool = new BackendPool(entries, weightScale)
    this.#inFlight = this.pool.inFlight
    const failTimeouts = entries.map(entry => entry.failTimeoutMs)
    this.#health = new PassiveHealth(this.pool, failTimeouts, epochMs, counts)
    if (entries.some(entry => entry.maxRequests > 0))
      this.#limits = Int32Array.from(entries, entry => entry.maxRequests || unlimited)
    entries.forEach((entry, i) => {
      if (entry.down) this.pool.block(i, blocks.down)
    })
    const services = {
      probe: (backend: number) => probe(backend, this.#nowMs),
      wakeAt: (atMs: number) => {
        this.wakeMs = atMs
      },
    }
    const chooser = strategy.start(this.pool, options, random, services)
    this.#chooser = chooser
    this.pool.watch(backend => chooser.changed?.(backend))
  }

  /** A backend that is not in `tried`, in flight from now on; -1 where none may serve. */
  pick(request: RequestView, tried: readonly number[], nowMs: number): number {
    this.#nowMs = nowMs
    this.#health.release(nowMs)
    if (tried.length > 0) for (const backend of tried) this.pool.block(backend, blocks.tried)
    const backend = this.#chooser.pick(request, nowMs)
    if (backend !== -1) this.#check(backend)
    if (tried.length > 0) for (const backend of tried) this.pool.unblock(backend, blocks.tried, nowMs)
    if (backend !== -1) this.#send(backend, nowMs)
    return backend
  }

  /** Sends a request there without asking the strategy, which is told. Whether it may serve is the caller's to know. */
  take(backend: number, nowMs: number): void {
    this.#nowMs = nowMs
    this.#send(backend, nowMs)
  }

  ended(backend: number, outcome: Outcome, nowMs: number): void {
    this.#inFlight[backend]--
    this.#nowMs = nowMs
    this.#chooser.answered?.(backend, outcome, nowMs)
    this.#health.answered(backend, outcome.failed, nowMs)
    if (this.#limits !== undefined && this.#inFlight[backend] < this.#limits[backend])
      this.pool.unblock(backend, blocks.full, nowMs)
  }

  /** An answer that was good as such turned out to be none: nginx counts 5xx which it tries elsewhere. */
  blame(backend: number, nowMs: number): void {
    this.#health.answered(backend, true, nowMs)
  }

  probed(backend: number, report: ProbeReport, nowMs: number): void {
    this.#nowMs = nowMs
    this.#chooser.probed?.(backend, report, nowMs)
  }

  wake(nowMs: number): void {
    if (nowMs < this.wakeMs) return
    this.#nowMs = nowMs
    this.wakeMs = Infinity
    this.#chooser.woken?.(nowMs)
  }

  /** Ends the bans that are over; when the next one may end. */
  release(nowMs: number): void {
    this.#health.release(nowMs)
  }

  nextReleaseMs(): number {
    return this.#health.nextReleaseMs()
  }

  freePlaces(): number {
    let places = 0
    for (let i = 0; i < this.pool.size; i++)
      if (this.pool.available[i] === 1) places += this.#limits === undefined ? Infinity : this.#free(i)
    return places
  }

  inFlight(backend: number): number {
    return this.#inFlight[backend]
  }

  available(backend: number, nowMs: number): boolean {
    if (!this.pool.servesBut(backend, blocks.banned)) return false
    return this.pool.ignoresHealth || !this.#health.isBanned(backend, nowMs)
  }

  /** As `Balancer.healthy`. */
  healthy(backend: number, nowMs: number): boolean {
    return !this.pool.isBlocked(backend, unfit & ~blocks.banned) && !this.#health.isBanned(backend, nowMs)
  }

  #free(backend: number): number {
    const limit = this.#limits![backend]!
    return limit === unlimited ? Infinity : limit - this.#inFlight[backend]!
  }

  #send(backend: number, nowMs: number): void {
    this.#health.picked(backend, nowMs)
    const inFlight = ++this.#inFlight[backend]
    this.#chooser.sent?.(backend, nowMs)
    if (this.#limits !== undefined && inFlight >= this.#limits[backend]) this.pool.block(backend, blocks.full)
    if (this.pool.ignoresHealth) this.#counts.at(nowMs).panicPicks++
  }

  /** Strategies can be anybody's code: a wrong pick must not look like a failing backend. */
  #check(backend: number): void {
    if (this.pool.available[backend] === 1) return
    throw new LbbenchError(
      'STRATEGY_FAILED',
      `strategy ${this.#strategyName} ${pickFault(backend, this.pool)}`,
      '"lbbench test" finds the smallest case that shows it',
    )
  }
}

const unlimited = 0x7fffffff
