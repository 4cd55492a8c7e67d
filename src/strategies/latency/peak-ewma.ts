import type { Pool } from '../strategy.js'

/**
 * What each backend's answers cost in time: a moving average that jumps to a peak at once and forgets it slowly.
 * Looking at a cost decays it towards 0 for good, so a slow backend is tried again after a few decay times, and under
 * much traffic the cost is the recent peak rather than a mean.
 *
 * Source: Finagle PeakEwma.scala (`observe`, `get`); tower load/peak_ewma.rs does the same.
 */
export class PeakEwma {
  readonly #pool: Pool
  readonly #decayMs: number
  /** ms; 0 where nothing was measured. */
  readonly #costMs: Float64Array
  /** When the cost was that. */
  readonly #atMs: Float64Array

  constructor(pool: Pool, decayMs: number) {
    this.#pool = pool
    this.#decayMs = decayMs
    this.#costMs = new Float64Array(pool.size)
    this.#atMs = new Float64Array(pool.size).fill(-Infinity)
  }

  /** What one more request would find: the cost times the requests there would be, per weight. */
  load(backend: number, nowMs: number): number {
    this.observe(backend, 0, nowMs)
    const { inFlight, weight } = this.#pool
    if (this.#costMs[backend] === 0) return this.unknownLoad(backend)
    return (this.#costMs[backend] * (inFlight[backend] + 1)) / weight[backend]
  }

  /** The load of a backend that was never measured: none while it is idle, and then more than any that was measured. */
  unknownLoad(backend: number): number {
    const inFlight = this.#pool.inFlight[backend]
    return inFlight === 0 ? 0 : (penalty + inFlight) / this.#pool.weight[backend]
  }

  /** An answer took `latencyMs`; 0 only lets time pass. */
  observe(backend: number, latencyMs: number, nowMs: number): void {
    const costMs = this.#costMs[backend]
    if (latencyMs > costMs) {
      this.#costMs[backend] = latencyMs
    } else if (costMs > 0 && nowMs > this.#atMs[backend]) {
      const kept = Math.exp((this.#atMs[backend] - nowMs) / this.#decayMs)
      this.#costMs[backend] = costMs * kept + latencyMs * (1 - kept)
    }
    this.#atMs[backend] = Math.max(nowMs, this.#atMs[backend])
  }

  isMeasured(backend: number): boolean {
    return this.#costMs[backend] > 0
  }

  /** ln(load) + t / decay at the time t of the last observation. It is the same at any later t, as long as nothing is sent or answered. */
  lastingLogLoad(backend: number): number {
    const { inFlight, weight } = this.#pool
    const load = (this.#costMs[backend] * (inFlight[backend] + 1)) / weight[backend]
    return Math.log(load) + this.#atMs[backend] / this.#decayMs
  }
}

/** Finagle's `Long.MaxValue >> 16` nanoseconds, in ms: some 39 hours. */
const penalty = 140_737_488.355_327
