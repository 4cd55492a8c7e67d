import type { Outcome, Pool } from '../strategy.js'

export type Metric = 'header' | 'last_byte'

/**
 * What nginx `least_time` remembers of each backend: a moving average of its response times, and since when it counts.
 * Whole milliseconds and whole seconds, as in nginx; a time is rounded, which is what the difference of two readings of
 * a clock that only shows milliseconds is on average.
 *
 * Only good answers teach: neither a failure, which may be fast, nor a try that nobody waited for any more.
 *
 * Source: nginx src/http/modules/ngx_http_upstream_least_time_module.c; ngx_http_upstream_response_time_avg and
 * ngx_http_upstream_free_round_robin_peer in ngx_http_upstream_round_robin.[hc].
 */
export class ResponseTimes {
  readonly #pool: Pool
  readonly #metric: Metric
  readonly #failTimeoutS: number
  /** ms; 0 where nothing was measured. */
  readonly #averageMs: Float64Array
  /** When its average began to count in full. */
  readonly #checkedS: Float64Array

  constructor(pool: Pool, metric: Metric, failTimeoutS: number) {
    this.#pool = pool
    this.#metric = metric
    this.#failTimeoutS = failTimeoutS
    this.#averageMs = new Float64Array(pool.size)
    this.#checkedS = new Float64Array(pool.size).fill(-Infinity)
  }

  /** A request goes there. */
  sent(backend: number, nowMs: number): void {
    const nowS = secondOf(nowMs)
    if (nowS - this.#checkedS[backend] > this.#failTimeoutS) this.#checkedS[backend] = nowS
  }

  answered(backend: number, { cause, failed, headMs, latencyMs }: Outcome, nowMs: number): void {
    if (failed) this.#checkedS[backend] = secondOf(nowMs)
    if (cause !== 'answer') return
    const tookMs = Math.round(this.#metric === 'header' ? headMs : latencyMs)
    this.#averageMs[backend] = averaged(this.#averageMs[backend], tookMs)
  }

  /**
   * When one more request would be done, ms: nginx's `eta`. Averages of the same 20 ms are alike, those above 5 s as well.
   * @param atLeastMs what requests in flight show already
   */
  eta(backend: number, nowS: number, atLeastMs = 0): number {
    const rtMs = Math.max(this.averageMs(backend, nowS), atLeastMs)
    const levelMs = rtMs > worstMs ? worstMs : rtMs + stepMs - (rtMs % stepMs)
    return levelMs * (1 + this.#pool.inFlight[backend])
  }

  /** Halved for each `failTimeoutS` + 1 seconds since the backend was tried last, which gives a slow one its chance. */
  averageMs(backend: number, nowS: number): number {
    const idleS = nowS - this.#checkedS[backend]
    if (idleS <= this.#failTimeoutS) return this.#averageMs[backend]
    const halvings = Math.floor(idleS / (this.#failTimeoutS + 1))
    return halvings > 30 ? 0 : this.#averageMs[backend] >> halvings
  }

  /** The second in which it will be halved next, if nobody tries the backend before; Infinity where that changes nothing. */
  halvedAtS(backend: number, nowS: number): number {
    if (this.averageMs(backend, nowS) === 0) return Infinity
    const everyS = this.#failTimeoutS + 1
    const halvings = Math.floor((nowS - this.#checkedS[backend]) / everyS)
    return this.#checkedS[backend] + (halvings + 1) * everyS
  }
}

/** The coarse clock of nginx. */
export function secondOf(nowMs: number): number {
  return Math.floor(nowMs / 1000)
}

/** nginx's moving average: 5 % of the new, the first as it is. */
export function averaged(averageMs: number, sampleMs: number): number {
  return averageMs === 0 ? sampleMs : Math.floor(0.5 + (sampleMs * 0.05 + averageMs * 0.95))
}

const stepMs = 20
const worstMs = 5000
