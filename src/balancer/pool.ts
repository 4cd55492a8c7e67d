import type { Pool } from '../strategies/strategy.js'

/** Why a backend cannot be picked; a bit each. */
export const blocks = {
  /** Configured `down`. */
  down: 1,
  /** By passive health. */
  banned: 2,
  /** The request being routed has tried it: set for the length of one pick. */
  tried: 4,
} as const

export type Block = (typeof blocks)[keyof typeof blocks]

/** A backend as the pool is built from it; weights and `maxFails` as in `Pool`. */
export interface PoolEntry {
  readonly name: string
  readonly address: string
  readonly weight: number
  readonly maxFails: number
}

/** The owner of the columns that strategies read. `available` is 1 exactly where nothing blocks. */
export class BackendPool implements Pool {
  readonly size: number
  readonly names: readonly string[]
  readonly addresses: readonly string[]
  readonly weight: Int32Array
  readonly weightScale = 1
  readonly inFlight: Int32Array
  readonly available: Uint8Array
  readonly maxFails: Int32Array
  readonly #blocked: Uint8Array
  #changed: ((backend: number) => void) | undefined

  constructor(entries: readonly PoolEntry[]) {
    this.size = entries.length
    this.names = entries.map(entry => entry.name)
    this.addresses = entries.map(entry => entry.address)
    this.weight = Int32Array.from(entries, entry => entry.weight)
    this.maxFails = Int32Array.from(entries, entry => entry.maxFails)
    this.inFlight = new Int32Array(this.size)
    this.available = new Uint8Array(this.size).fill(1)
    this.#blocked = new Uint8Array(this.size)
  }

  /** From now on `changed` hears of each backend whose availability changes, at once. There is one watcher. */
  watch(changed: (backend: number) => void): void {
    this.#changed = changed
  }

  block(backend: number, why: Block): void {
    this.#blocked[backend] |= why
    if (this.available[backend] === 0) return
    this.available[backend] = 0
    this.#changed?.(backend)
  }

  unblock(backend: number, why: Block): void {
    this.#blocked[backend] &= ~why
    if (this.#blocked[backend] !== 0 || this.available[backend] === 1) return
    this.available[backend] = 1
    this.#changed?.(backend)
  }

  isBlocked(backend: number, why: Block): boolean {
    return (this.#blocked[backend] & why) !== 0
  }
}
