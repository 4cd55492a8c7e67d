import type { Outcome, Pool } from '../strategy.js'

/**
 * What the answers of each backend said, as moving averages, and the rank that follows: lower is better.
 *
 * R is the time an answer took here, S the time the backend says it worked on it, q how many it says were waiting there.
 * A backend that does not say is taken to have worked all the time and to have nobody waiting: what remains is the answer
 * time, times the cube of one more than the requests in flight. A failure or a server error counts as an answer after
 * five seconds, since one that fails at once would look fast; a try nobody waited for any more says nothing.
 *
 * Source: Elasticsearch server/src/main/java/org/elasticsearch/node/ResponseCollectorService.java (`innerRank`); there S
 * is averaged by the backend.
 */
export class C3Feedback {
  readonly #pool: Pool
  readonly #clients: number
  /** R, S and q of each backend; R is NaN where nothing is known. */
  readonly #responseMs: Float64Array
  readonly #serviceMs: Float64Array
  readonly #queued: Float64Array

  /** @param clients how many balancers like this one send there */
  constructor(pool: Pool, clients: number) {
    this.#pool = pool
    this.#clients = clients
    this.#responseMs = new Float64Array(pool.size).fill(Number.NaN)
    this.#serviceMs = new Float64Array(pool.size)
    this.#queued = new Float64Array(pool.size)
  }

  knows(backend: number): boolean {
    return !Number.isNaN(this.#responseMs[backend])
  }

  forget(backend: number): void {
    this.#responseMs[backend] = Number.NaN
  }

  answered(backend: number, outcome: Outcome): void {
    if (outcome.cause === 'cancelled') return
    const failed = outcome.failed || outcome.status >= 500
    const responseMs = failed ? Math.max(failureMs, outcome.latencyMs) : outcome.latencyMs
    const serviceMs = failed || Number.isNaN(outcome.serviceMs) ? responseMs : outcome.serviceMs
    const queued = Number.isNaN(outcome.queued) ? 0 : outcome.queued
    const share = this.knows(backend) ? alpha : 1
    if (share === 1) this.#responseMs[backend] = 0
    this.#responseMs[backend] += share * (responseMs - this.#responseMs[backend])
    this.#serviceMs[backend] += share * (serviceMs - this.#serviceMs[backend])
    this.#queued[backend] += share * (queued - this.#queued[backend])
  }

  /** R - S + S (1 + n k + q)^3, where n balancers have k requests in flight each, as far as this one can tell; ms. */
  rank(backend: number): number {
    const queue = 1 + this.#pool.inFlight[backend] * this.#clients + this.#queued[backend]
    const serviceMs = this.#serviceMs[backend]
    return this.#responseMs[backend] - serviceMs + queue * queue * queue * serviceMs
  }
}

const alpha = 0.3
const failureMs = 5000
