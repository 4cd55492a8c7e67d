import { isGood, isTimeout } from '../bench/ending.js'
import type { TallyWindows } from '../bench/tally.js'
import { mostBackendRows, mostPlainWindows, windowLengthMs } from '../bench/windowing.js'
import { HistogramRows } from '../stats/histogram-rows.js'

/** Sums up how a trial went over time, without a row a request: what pictures show of it. Warm-up does not count. */
export class WindowTallyKeeper {
  readonly #windowMs: number
  readonly #count: number
  /** 0 of fleets of more than can be shown. */
  readonly #backends: number
  readonly #requests: Float64Array
  readonly #errors = new Map<number, Float64Array>()
  readonly #latency: HistogramRows
  readonly #sent: Float64Array
  /** Time requests spent at a backend in a window, in windows: what they did not spend all of it there, and from when on they did. */
  readonly #partly: Float64Array
  readonly #whole: Float64Array

  constructor({ backends, durationMs }: { readonly backends: number; readonly durationMs: number }) {
    this.#windowMs = windowLengthMs(durationMs, mostPlainWindows)
    this.#count = Math.ceil(durationMs / this.#windowMs)
    this.#backends = backends > mostBackendRows ? 0 : backends
    this.#requests = new Float64Array(this.#count)
    this.#latency = new HistogramRows(this.#count)
    this.#sent = new Float64Array(this.#count * this.#backends)
    this.#partly = new Float64Array(this.#count * this.#backends)
    this.#whole = new Float64Array((this.#count + 1) * this.#backends)
  }

  /**
   * @param backend where it was in the end: that answered, or that was waited for in vain; below 0 for none
   * @param arrivedMs when it came there
   */
  ended(dueMs: number, doneMs: number, status: number, backend: number, arrivedMs: number): void {
    const wasThere = backend >= 0 && this.#backends > 0
    if (wasThere && doneMs > 0) this.#stayed(backend, arrivedMs / this.#windowMs, doneMs / this.#windowMs)
    if (dueMs < 0) return
    // Not beyond the last one, however a fraction is rounded.
    const window = Math.min(this.#count - 1, Math.floor(dueMs / this.#windowMs))
    this.#requests[window]!++
    if (wasThere) this.#sent[window * this.#backends + backend]!++
    if (isGood(status) || isTimeout(status)) this.#latency.record(window, doneMs - dueMs)
    if (!isGood(status)) this.#failed(status, window)
  }

  windows(): TallyWindows {
    const each = (p: number): Float64Array => this.#requests.map((_, window) => this.#latency.quantile(window, p))
    for (let i = this.#backends; i < this.#whole.length; i++) this.#whole[i]! += this.#whole[i - this.#backends]!
    return {
      windowMs: this.#windowMs,
      count: this.#count,
      requests: this.#requests,
      errors: this.#errors,
      p50Ms: each(0.5),
      p99Ms: each(0.99),
      sent: this.#sent,
      inFlight: this.#partly.map((part, i) => part + this.#whole[i]!),
    }
  }

  #failed(status: number, window: number): void {
    const known = this.#errors.get(status)
    const column = known ?? new Float64Array(this.#count)
    if (known === undefined) this.#errors.set(status, column)
    column[window]!++
  }

  /** From one time to another, in windows. One of many windows is noted where it begins and ends; `windows` sums up what lies between. */
  #stayed(backend: number, from: number, to: number): void {
    const width = this.#backends
    const begin = Math.max(from, 0)
    const end = Math.min(to, this.#count)
    if (!(begin < end)) return
    const first = Math.floor(begin)
    const last = Math.floor(end)
    if (first === last) {
      this.#partly[first * width + backend]! += end - begin
      return
    }
    this.#partly[first * width + backend]! += first + 1 - begin
    if (last < this.#count) this.#partly[last * width + backend]! += end - last
    this.#whole[(first + 1) * width + backend]!++
    this.#whole[last * width + backend]!--
  }
}
