import type { ScalingMetric } from '../model/scaling-spec.js'
import type { PoolSight } from './scaled-fleet.js'

/**
 * The metric of a period: the mean of what is seen at several looks, each over the backends that are ready then. A busy worker is
 * taken for a request in flight: a backend has as many busy as it has requests, and no more than it has.
 */
export class Meter {
  readonly #metric: ScalingMetric
  readonly #sight: PoolSight
  readonly #servers: number
  /** Tries of each backend at the last look. */
  readonly #sent: Float64Array
  #sum = 0
  #looks = 0
  #lastMs: number
  #periodMs = 0

  /** @param servers requests a backend can serve at once */
  constructor(metric: ScalingMetric, sight: PoolSight, { max, servers, nowMs }: MeterStart) {
    this.#metric = metric
    this.#sight = sight
    this.#servers = servers
    this.#sent = new Float64Array(max)
    this.#lastMs = nowMs
  }

  /** @param ready their numbers */
  look(ready: readonly number[], nowMs: number): void {
    const { inFlight, sent } = this.#seen(ready)
    this.#periodMs += nowMs - this.#lastMs
    this.#lastMs = nowMs
    if (ready.length === 0) return
    this.#looks++
    this.#sum += (this.#metric === 'rate' ? sent : inFlight) / ready.length
  }

  /** Of the period that ends now; undefined where there was nothing to see. */
  take(): number | undefined {
    const value = this.#metric === 'p99' ? this.#sight.takeP99() : this.#mean()
    this.#sum = 0
    this.#looks = 0
    this.#periodMs = 0
    return value
  }

  #mean(): number | undefined {
    if (this.#looks === 0) return undefined
    return this.#metric === 'rate' ? (this.#sum * 1000) / this.#periodMs : this.#sum / this.#looks
  }

  #seen(ready: readonly number[]): { inFlight: number; sent: number } {
    const most = this.#metric === 'utilisation' ? this.#servers : Infinity
    let inFlight = 0
    for (const backend of ready) inFlight += Math.min(most, this.#sight.inFlight(backend))
    if (this.#metric !== 'rate') return { inFlight: most === Infinity ? inFlight : inFlight / most, sent: 0 }
    let sent = 0
    for (const backend of ready) sent += this.#sight.sent(backend) - this.#sent[backend]!
    for (let backend = 0; backend < this.#sent.length; backend++) this.#sent[backend] = this.#sight.sent(backend)
    return { inFlight, sent }
  }
}

export interface MeterStart {
  readonly max: number
  readonly servers: number
  readonly nowMs: number
}
