import { isGood, isTimeout } from '../../bench/ending.js'
import { type Glimpse, leastForP99 } from '../../bench/glimpse.js'
import type { TrialRecord } from '../../bench/trial.js'
import { HistogramRows } from '../../stats/histogram-rows.js'

/** The rate is that of so long, ms. */
const rateOverMs = 1000

export interface GlimpsesOptions {
  /** As it is being filled. */
  readonly record: TrialRecord
  /** Names of the backends by their indices in the record, those that are known by now. */
  readonly backendNames: () => readonly string[]
  readonly warmupMs: number
  readonly durationMs: number
}

/**
 * What of a trial can be seen while it runs. Nothing is done as a request ends: each glimpse walks the rows that have ended
 * since the one before, and those still under way among them.
 */
export class Glimpses {
  readonly #options: GlimpsesOptions
  /** Whether a row was seen ended. */
  readonly #seen: Uint8Array
  /** All rows before it were. */
  #from = 0
  #ended = 0
  #requests = 0
  #failed = 0
  /** One row: small enough to be read from end to end without emptying the caches of a program that must not be disturbed. */
  readonly #latency = new HistogramRows(1)
  readonly #perBackend: number[] = []
  /** When how many had ended, of the glimpses of the last second and one before. */
  readonly #past: { readonly atMs: number; readonly ended: number }[]

  constructor(options: GlimpsesOptions) {
    this.#options = options
    this.#seen = new Uint8Array(options.record.size)
    this.#past = [{ atMs: -options.warmupMs, ended: 0 }]
  }

  /**
   * @param begun rows begun so far
   * @param nowMs on the trial's clock
   */
  take(begun: number, nowMs: number): Glimpse {
    const { record, backendNames, durationMs } = this.#options
    for (let row = this.#from; row < begun; row++)
      if (this.#seen[row] === 0 && record.status[row] !== 0) this.#see(row, record)
    while (this.#from < begun && this.#seen[this.#from] === 1) this.#from++
    return {
      atMs: nowMs,
      endsMs: durationMs,
      requests: this.#requests,
      failed: this.#failed,
      ratePerSecond: this.#rate(nowMs),
      p99Ms: this.#latency.count(0) < leastForP99 ? null : this.#latency.quantile(0, 0.99),
      backends: backendNames().map((name, backend) => ({ name, requests: this.#perBackend[backend] ?? 0 })),
    }
  }

  #see(row: number, { dueMs, doneMs, status, backend }: TrialRecord): void {
    this.#seen[row] = 1
    this.#ended++
    const due = dueMs[row]!
    if (due < 0) return
    this.#requests++
    const end = status[row]!
    if (!isGood(end)) this.#failed++
    if (isGood(end) || isTimeout(end)) this.#latency.record(0, doneMs[row]! - due)
    const index = backend[row]!
    if (index >= 0) this.#perBackend[index] = (this.#perBackend[index] ?? 0) + 1
  }

  #rate(atMs: number): number {
    const past = this.#past
    while (past.length > 1 && past[1]!.atMs <= atMs - rateOverMs) past.shift()
    const { atMs: fromMs, ended } = past[0]!
    past.push({ atMs, ended: this.#ended })
    return atMs > fromMs ? ((this.#ended - ended) * 1000) / (atMs - fromMs) : 0
  }
}
