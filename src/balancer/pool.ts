import type { Pool } from '../strategies/strategy.js'

/** Why a backend cannot be picked; a bit each. */
export const blocks = {
  /** Configured `down`. */
  down: 1,
  /** By passive health. */
  banned: 2,
  /** The request being routed has tried it: set for the length of one pick. */
  tried: 4,
  /** By active checks. */
  unhealthy: 8,
  /** By outlier detection. */
  ejected: 16,
  /** Not in the pool, by the operator. */
  left: 32,
  /** Its sessions only, by the operator. */
  draining: 64,
  /** It has as many requests as it may have at once. */
  full: 128,
} as const

export type Block = (typeof blocks)[keyof typeof blocks]

/** What panic ignores. */
const sick = blocks.banned | blocks.unhealthy | blocks.ejected
/** Who is in none of these is what health is a share of. */
const outside = blocks.down | blocks.left | blocks.draining
/** Who is in none of these is healthy, as one who looks at the pool from outside sees it. */
export const unfit = sick | outside
/** Who is blocked by these alone is up. */
const passing = blocks.tried | blocks.full
/** Who comes back from these is new to traffic: slow start. */
const away = sick | blocks.left

/** A backend as the pool is built from it; weights and `maxFails` as in `Pool`. */
export interface PoolEntry {
  readonly name: string
  readonly address: string
  readonly weight: number
  readonly maxFails: number
}

/** What somebody may want to hear of a pool. */
export interface PoolWatcher {
  /** How many are healthy, or could be, has changed. */
  healthChanged?: (() => void) | undefined
  /** A backend may serve again that was sick or had left. */
  returned?: ((backend: number, nowMs: number) => void) | undefined
  /** It looks sick, or well, to the balancer, or the operator wants it out, or in. @param blocked all that blocks it now */
  stateChanged?: ((backend: number, blocked: number) => void) | undefined
}

/**
 * The owner of the columns that strategies read. `available` is 1 exactly where nothing blocks that counts, and `up` where
 * nothing but what passes with requests does.
 */
export class BackendPool implements Pool {
  readonly size: number
  readonly names: readonly string[]
  readonly addresses: readonly string[]
  readonly weight: Int32Array
  readonly weightScale: number
  readonly inFlight: Int32Array
  readonly available: Uint8Array
  readonly up: Uint8Array
  readonly maxFails: Int32Array
  /** How many are available. */
  availableCount: number
  /** How many would be, were they not full. */
  fullCount = 0
  /** How many are neither down nor draining nor gone, and how many of those are healthy. */
  members: number
  healthy: number
  readonly #blocked: Uint8Array
  /** Blocks that count: in panic, health does not. */
  #counted = 255
  readonly #configured: Float64Array
  readonly #share: Float64Array
  #changed: ((backend: number) => void) | undefined
  #watcher: PoolWatcher = {}

  constructor(entries: readonly PoolEntry[], weightScale = 1) {
    this.size = entries.length
    this.names = entries.map(entry => entry.name)
    this.addresses = entries.map(entry => entry.address)
    this.weightScale = weightScale
    this.weight = Int32Array.from(entries, entry => entry.weight * weightScale)
    this.maxFails = Int32Array.from(entries, entry => entry.maxFails)
    this.inFlight = new Int32Array(this.size)
    this.available = new Uint8Array(this.size).fill(1)
    this.up = new Uint8Array(this.size).fill(1)
    this.availableCount = this.size
    this.members = this.size
    this.healthy = this.size
    this.#blocked = new Uint8Array(this.size)
    this.#configured = Float64Array.from(entries, entry => entry.weight)
    this.#share = new Float64Array(this.size).fill(1)
  }

  /** From now on `changed` hears of each backend that `Chooser.changed` is about, at once. There is one watcher. */
  watch(changed: (backend: number) => void): void {
    this.#changed = changed
  }

  /** From now on this hears of the rest. */
  set watcher(watcher: PoolWatcher) {
    this.#watcher = watcher
  }

  block(backend: number, why: Block): void {
    const before = this.#blocked[backend]
    if ((before & why) === 0) this.#set(backend, before, before | why)
  }

  unblock(backend: number, why: Block, nowMs: number): void {
    const before = this.#blocked[backend]
    if ((before & why) === 0) return
    const after = before & ~why
    this.#set(backend, before, after)
    if ((why & away) !== 0 && (after & away) === 0) this.#watcher.returned?.(backend, nowMs)
  }

  /** @param why one or several blocks: whether any of them is there */
  isBlocked(backend: number, why: number): boolean {
    return (this.#blocked[backend] & why) !== 0
  }

  /** Whether nothing that counts now blocks it but these; `ignored` is one or several blocks, 0 for none. */
  servesBut(backend: number, ignored: number): boolean {
    return (this.#blocked[backend] & this.#counted & ~ignored) === 0
  }

  get ignoresHealth(): boolean {
    return this.#counted !== 255
  }

  /** Panic begins or ends. */
  ignoreHealth(ignored: boolean): void {
    if (ignored === this.ignoresHealth) return
    this.#counted = ignored ? 255 & ~sick : 255
    this.fullCount = 0
    for (let i = 0; i < this.size; i++) {
      if ((this.#blocked[i] & this.#counted) === blocks.full) this.fullCount++
      this.#judge(i)
    }
  }

  /** The operator's weight, in configured units. */
  setWeight(backend: number, weight: number): void {
    this.#configured[backend] = weight
    this.#weigh(backend)
  }

  /** Which share of its weight is in force, (0, 1]. */
  setShare(backend: number, share: number): void {
    this.#share[backend] = share
    this.#weigh(backend)
  }

  #weigh(backend: number): void {
    const exact = this.#configured[backend] * this.weightScale * this.#share[backend]
    const weight = Math.max(1, Math.round(exact))
    if (weight === this.weight[backend]) return
    this.weight[backend] = weight
    this.#changed?.(backend)
  }

  #set(backend: number, before: number, after: number): void {
    this.#blocked[backend] = after
    if ((before & this.#counted) === blocks.full) this.fullCount--
    if ((after & this.#counted) === blocks.full) this.fullCount++
    this.#judge(backend)
    if (((before ^ after) & (sick | outside)) === 0) return
    this.#countHealth(before, after)
    this.#watcher.stateChanged?.(backend, after)
  }

  #judge(backend: number): void {
    const counted = this.#blocked[backend] & this.#counted
    const available = counted === 0 ? 1 : 0
    const up = (counted & ~passing) === 0 ? 1 : 0
    if (available === this.available[backend] && up === this.up[backend]) return
    this.availableCount += available - this.available[backend]
    this.available[backend] = available
    this.up[backend] = up
    this.#changed?.(backend)
  }

  #countHealth(before: number, after: number): void {
    const [members, healthy] = [this.members, this.healthy]
    this.members += Number((after & outside) === 0) - Number((before & outside) === 0)
    this.healthy += Number((after & (outside | sick)) === 0) - Number((before & (outside | sick)) === 0)
    if (members !== this.members || healthy !== this.healthy) this.#watcher.healthChanged?.()
  }
}
