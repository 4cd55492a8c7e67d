import type { Cause } from '../../../strategies/strategy.js'
import { HistogramRows } from '../../metrics/histogram-rows.js'
import type { RequestWatch } from '../../wire/plane-context.js'

/** A column for every cause a try can end of. */
const columnOf: Readonly<Record<Cause, number>> = {
  answer: 0,
  connect: 1,
  reset: 2,
  timeout: 3,
  invalid: 4,
  cancelled: 5,
}
const causes = Object.keys(columnOf) as Cause[]

/** One more than the highest status there can be (RFC 9110 15: three digits). */
const statuses = 1000

/** Counts requests and tries in plain arrays. The row behind the last backend's is for requests that none answered. */
export class RequestCounts implements RequestWatch {
  readonly #backends: number
  readonly #byStatus: Uint32Array
  readonly #byCause: Float64Array
  readonly durations: HistogramRows

  constructor(backends: number) {
    this.#backends = backends
    this.#byStatus = new Uint32Array((backends + 1) * statuses)
    this.#byCause = new Float64Array(backends * causes.length)
    this.durations = new HistogramRows(backends + 1)
  }

  requestEnded(backend: number, status: number, ms: number): void {
    const row = backend === -1 ? this.#backends : backend
    this.#byStatus[row * statuses + status]++
    this.durations.add(row, ms)
  }

  tryEnded(backend: number, cause: Cause): void {
    this.#byCause[backend * causes.length + columnOf[cause]]++
  }

  /** Statuses that were counted in that row, with their numbers. */
  statusesOf(row: number): { readonly status: number; readonly requests: number }[] {
    const counts = this.#byStatus.subarray(row * statuses, (row + 1) * statuses)
    const seen: { status: number; requests: number }[] = []
    counts.forEach((requests, status) => {
      if (requests > 0) seen.push({ status, requests })
    })
    return seen
  }

  /** Tries of that backend by what they ended of; all causes, so that their rates begin at 0. */
  causesOf(backend: number): { readonly cause: Cause; readonly tries: number }[] {
    return causes.map(cause => ({ cause, tries: this.#byCause[backend * causes.length + columnOf[cause]] }))
  }
}
