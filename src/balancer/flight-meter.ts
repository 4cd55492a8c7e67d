import { windowMs } from '../model/sight.js'

/** Mean number of tries in flight at each backend, window by window. Times in ms from the start of measuring, never back. */
export class FlightMeter {
  readonly #backends: number
  /** In flight now, and since when that many are. */
  readonly #count: Int32Array
  readonly #sinceMs: Float64Array
  /** Tries times ms: [window * backends + backend]. */
  #spent: Float64Array

  constructor(backends: number) {
    this.#backends = backends
    this.#count = new Int32Array(backends)
    this.#sinceMs = new Float64Array(backends)
    this.#spent = new Float64Array(64 * backends)
  }

  sent(backend: number, atMs: number): void {
    this.#until(backend, atMs)
    this.#count[backend]!++
  }

  ended(backend: number, atMs: number): void {
    this.#until(backend, atMs)
    this.#count[backend]!--
  }

  /** Of so many windows from the first one on. @param nowMs until when those that are in flight have been */
  means(windows: number, nowMs: number): Float64Array {
    for (let backend = 0; backend < this.#backends; backend++) this.#until(backend, nowMs)
    return Float64Array.from({ length: windows * this.#backends }, (_, i) => (this.#spent[i] ?? 0) / windowMs)
  }

  /** Whoever was there has been until now. The warm-up leaves no time, but whom it left in flight. */
  #until(backend: number, atMs: number): void {
    const count = this.#count[backend]!
    let fromMs = this.#sinceMs[backend]!
    if (!(atMs > fromMs)) return
    this.#sinceMs[backend] = atMs
    while (count > 0 && fromMs < atMs) {
      const window = Math.floor(fromMs / windowMs)
      const toMs = Math.min(atMs, (window + 1) * windowMs)
      this.#spend(window * this.#backends + backend, count * (toMs - fromMs))
      fromMs = toMs
    }
  }

  #spend(cell: number, triesMs: number): void {
    if (cell >= this.#spent.length) {
      const longer = new Float64Array(Math.max(2 * this.#spent.length, cell + this.#backends))
      longer.set(this.#spent)
      this.#spent = longer
    }
    this.#spent[cell]! += triesMs
  }
}
