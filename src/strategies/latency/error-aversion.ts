import type { Outcome } from '../strategy.js'

/**
 * What failures cost: a backend that fails at once looks fast, and would draw all traffic. A moving share of failures a
 * backend counts as so much of five seconds; without news it is forgotten, so that the backend is tried again.
 */
export class ErrorAversion {
  /** Share of failures, as of `#atMs`. */
  readonly #share: Float64Array
  readonly #atMs: Float64Array

  constructor(size: number) {
    this.#share = new Float64Array(size)
    this.#atMs = new Float64Array(size)
  }

  /** Server errors are failures; a try that nobody waited for any more says nothing. */
  answered(backend: number, { cause, failed, status }: Outcome, nowMs: number): void {
    if (cause !== 'cancelled') this.observe(backend, failed || status >= 500, nowMs)
  }

  observe(backend: number, failed: boolean, nowMs: number): void {
    const before = this.#shareAt(backend, nowMs)
    this.#share[backend] = before + newsShare * (Number(failed) - before)
    this.#atMs[backend] = nowMs
  }

  /** The latency to expect where this one is what good answers take. */
  costMs(backend: number, latencyMs: number, nowMs: number): number {
    const share = this.#shareAt(backend, nowMs)
    return latencyMs + share * Math.max(0, failureMs - latencyMs)
  }

  #shareAt(backend: number, nowMs: number): number {
    const share = this.#share[backend]
    return share === 0 ? 0 : share * Math.exp((this.#atMs[backend] - nowMs) / forgetMs)
  }
}

const newsShare = 0.1
const failureMs = 5000
/** In which time 37 % of it is left. */
const forgetMs = 5000
