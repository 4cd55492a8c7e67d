import { type Fate, fates } from '../../model/fate.js'
import { HistogramRows } from '../metrics/histogram-rows.js'

/** How requests end at a backend, by the numbers of `fates`. The last: its process died with them, or was dead already. */
const outcomes = [...Object.keys(fates), 'crash']
const crash = outcomes.length - 1

/** Counts what becomes of requests at simulated backends, in plain arrays, a row a backend. */
export class FleetCounts {
  readonly #requests: Float64Array
  readonly #checks: Float64Array
  /** Time at a worker, and before it. */
  readonly service: HistogramRows
  readonly queue: HistogramRows

  constructor(backends: number) {
    this.#requests = new Float64Array(backends * outcomes.length)
    this.#checks = new Float64Array(backends)
    this.service = new HistogramRows(backends)
    this.queue = new HistogramRows(backends)
  }

  ended(backend: number, fate: Fate, queueMs: number, serviceMs: number): void {
    this.#requests[backend * outcomes.length + fate]++
    this.queue.add(backend, queueMs)
    this.service.add(backend, serviceMs)
  }

  /** Its process died with it, or was dead already. */
  crashed(backend: number): void {
    this.#requests[backend * outcomes.length + crash]++
  }

  checked(backend: number): void {
    this.#checks[backend]++
  }

  checksOf(backend: number): number {
    return this.#checks[backend]
  }

  /** All outcomes, so that their rates begin at 0. */
  requestsOf(backend: number): { readonly outcome: string; readonly requests: number }[] {
    return outcomes.map((outcome, i) => ({ outcome, requests: this.#requests[backend * outcomes.length + i] }))
  }
}
