import type { Pool } from '../strategies/strategy.js'
import { Violation } from './violation.js'

const columns = ['weight', 'inFlight', 'available', 'up', 'maxFails'] as const

/** A pool, and a copy of it that tells whether anybody but its owner wrote to it. */
export class WatchedPool {
  readonly pool: Pool
  readonly #copy: Pool

  constructor(weights: readonly number[], weightScale: number) {
    this.pool = newPool(weights, weightScale)
    this.#copy = newPool(weights, weightScale)
  }

  write(column: (typeof columns)[number], backend: number, value: number): void {
    this.pool[column][backend] = value
    this.#copy[column][backend] = value
  }

  /** @throws Violation naming the column @param call the call that came last, e.g. "pick" */
  check(call: string): void {
    for (const column of columns) {
      const [now, before] = [this.pool[column], this.#copy[column]]
      for (let i = 0; i < before.length; i++)
        if (now[i] !== before[i]) throw new Violation(`wrote to pool.${column} in ${call}: it is to be read only`)
    }
  }
}

function newPool(weights: readonly number[], weightScale: number): Pool {
  const size = weights.length
  return {
    size,
    names: weights.map((_, i) => `b${i + 1}`),
    addresses: weights.map((_, i) => `10.0.${i >> 8}.${i & 255}:8080`),
    weight: Int32Array.from(weights, weight => weight * weightScale),
    weightScale,
    inFlight: new Int32Array(size),
    available: new Uint8Array(size).fill(1),
    up: new Uint8Array(size).fill(1),
    maxFails: new Int32Array(size).fill(1),
  }
}
