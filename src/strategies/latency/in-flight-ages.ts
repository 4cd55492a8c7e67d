import type { Pool } from '../strategy.js'
import { averaged } from './response-times.js'

/**
 * How long the requests in flight at each backend have been there, a moving average that moves whenever somebody looks:
 * what `least_time ... inflight` of nginx holds against a backend that does not answer.
 *
 * nginx ends a request here with its head where `header` is the metric. A strategy only hears of its end.
 *
 * Source: nginx src/http/modules/ngx_http_upstream_least_time_module.c (`inflight_last`, `inflight_time`).
 */
export class InFlightAges {
  readonly #pool: Pool
  /** Ages of all requests in flight, added up, when the last came or went, ms; and when that was. */
  readonly #sumMs: Float64Array
  readonly #atMs: Float64Array
  readonly #averageMs: Float64Array

  constructor(pool: Pool) {
    this.#pool = pool
    this.#sumMs = new Float64Array(pool.size)
    this.#atMs = new Float64Array(pool.size)
    this.#averageMs = new Float64Array(pool.size)
  }

  /** Looks at the backend: the average age, ms; 0 where it is idle. */
  look(backend: number, nowMs: number): number {
    const count = this.#pool.inFlight[backend]
    if (count === 0) return 0
    const ageMs = Math.floor(this.#sumMs[backend] / count) + Math.floor(nowMs) - this.#atMs[backend]
    this.#averageMs[backend] = averaged(this.#averageMs[backend], ageMs)
    return this.#averageMs[backend]
  }

  /** After the pool has counted it. */
  sent(backend: number, nowMs: number): void {
    this.#advance(backend, this.#pool.inFlight[backend] - 1, nowMs)
  }

  /** After the pool has counted it. */
  answered(backend: number, tookMs: number, nowMs: number): void {
    const left = this.#pool.inFlight[backend]
    this.#advance(backend, left + 1, nowMs)
    this.#sumMs[backend] = left === 0 ? 0 : Math.max(0, this.#sumMs[backend] - Math.round(tookMs))
  }

  #advance(backend: number, count: number, nowMs: number): void {
    const atMs = Math.floor(nowMs)
    this.#sumMs[backend] += (atMs - this.#atMs[backend]) * count
    this.#atMs[backend] = atMs
  }
}
