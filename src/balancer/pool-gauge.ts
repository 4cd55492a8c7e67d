import type { Balancer } from './balancer.js'
import { OpenFlight } from './requests/flight.js'

/** What an autoscaler reads of a balancer's pool. */
export class PoolGauge {
  /** Tries sent to each backend so far. */
  readonly sent: Float64Array
  readonly #keepsLatencies: boolean
  #latenciesMs: number[] = []

  /** @param keepsLatencies whether `takeP99` will be asked */
  constructor(backends: number, keepsLatencies: boolean) {
    this.sent = new Float64Array(backends)
    this.#keepsLatencies = keepsLatencies
  }

  /** @param latencyMs from sending to the end of the answer, of a try that did not fail */
  answered(latencyMs: number): void {
    if (this.#keepsLatencies) this.#latenciesMs.push(latencyMs)
  }

  /** Of the tries that were answered since the last call, by nearest rank; undefined where there were none. */
  takeP99(): number | undefined {
    const sorted = Float64Array.from(this.#latenciesMs).sort()
    this.#latenciesMs = []
    return sorted[Math.ceil(0.99 * sorted.length) - 1]
  }
}

/** The same balancer, which tells the gauge what it sends and what comes back. */
export function gauged(balancer: Balancer, gauge: PoolGauge): Balancer {
  const read: Balancer = {
    ...balancer,
    open: (request, ticket = 0) => new OpenFlight(read, request, ticket),
    pick(request, tried, nowMs) {
      const backend = balancer.pick(request, tried, nowMs)
      if (backend >= 0) gauge.sent[backend]!++
      return backend
    },
    ended(backend, outcome, nowMs, ticket) {
      if (!outcome.failed) gauge.answered(outcome.latencyMs)
      balancer.ended(backend, outcome, nowMs, ticket)
    },
  }
  return read
}
