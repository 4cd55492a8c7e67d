import { isGood } from '../bench/ending.js'
import { leastForP99 } from '../bench/glimpse.js'
import { slicesPerTrial, type Tally } from '../bench/tally.js'
import { errorKinds } from '../bench/trial.js'
import {
  arrivedMs as atArrivedMs,
  backend as atBackend,
  client as atClient,
  dueMs as atDueMs,
  type JobTable,
  startMs,
} from '../model/job-table.js'
import { Histogram } from '../stats/histogram.js'
import type { Sink } from './observer.js'
import type { SoFar } from './pace.js'
import { SessionTallyKeeper } from './session-tally.js'
import { WindowTallyKeeper } from './window-tally.js'

/** HTTP statuses end below this. */
const statuses = 600

interface TallyOptions {
  readonly backends: number
  readonly clients: number
  readonly durationMs: number
  /** Whether there are any. */
  readonly sessions?: boolean
  /** Whether to sum up how it went over time. */
  readonly windows?: boolean
}

/** Sums a trial up while it runs; requests of the warm-up, due before 0, do not count. */
export class TallyKeeper implements Sink {
  readonly hearsDecisions = false
  #stayed = 0
  #moved = 0
  readonly #byStatus = new Float64Array(statuses)
  readonly #latency = new Histogram()
  /** Two numbers a backend: requests answered, and the time spent on them, ms. */
  readonly #perBackend: Float64Array
  readonly #givenUp: Float64Array
  readonly #sliceSumMs = new Float64Array(slicesPerTrial)
  readonly #sliceCount = new Float64Array(slicesPerTrial)
  readonly #slicesPerMs: number
  /** The backend that answered each client last, from 1; 0 for none yet. */
  readonly #lastBackend: Int32Array
  readonly #sessions: SessionTallyKeeper | undefined
  readonly #windows: WindowTallyKeeper | undefined

  constructor({ backends, clients, durationMs, sessions = false, windows = false }: TallyOptions) {
    this.#perBackend = new Float64Array(2 * backends)
    this.#givenUp = new Float64Array(backends)
    this.#lastBackend = new Int32Array(clients)
    this.#sessions = sessions ? new SessionTallyKeeper() : undefined
    this.#windows = windows ? new WindowTallyKeeper({ backends, durationMs }) : undefined
    this.#slicesPerMs = slicesPerTrial / durationMs
  }

  decided(): void {}

  ended(jobs: JobTable, slot: number, status: number, backend: number, doneMs: number): void {
    const dueMs = jobs.doubles[8 * slot + atDueMs]!
    if (this.#windows !== undefined) {
      const at = status === errorKinds.timeout ? jobs.integers[16 * slot + atBackend]! : backend
      this.#windows.ended(dueMs, doneMs, status, at, jobs.doubles[8 * slot + atArrivedMs]!)
    }
    if (dueMs < 0) return
    this.#byStatus[status]!++
    this.#sessions?.ended(jobs, slot, backend >= 0)
    if (backend >= 0)
      this.#answered(backend, jobs.integers[16 * slot + atClient]!, doneMs - jobs.doubles[8 * slot + startMs]!)
    else if (status === errorKinds.timeout) this.#gaveUp(jobs.integers[16 * slot + atBackend]!)
    if ((status >= 100 && status < 400) || status === errorKinds.timeout) this.#waited(dueMs, doneMs - dueMs)
  }

  soFar(): SoFar {
    const total = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0)
    return {
      requests: total(this.#byStatus),
      failed: total(this.#byStatus.filter((_, status) => !isGood(status))),
      p99Ms: this.#latency.count < leastForP99 ? null : this.#latency.quantile(0.99),
      perBackend: this.#perBackend.filter((_, i) => i % 2 === 0),
    }
  }

  tally(): Tally {
    return {
      requests: this.#byStatus.reduce((sum, count) => sum + count, 0),
      byStatus: this.#byStatus,
      latency: this.#latency,
      perBackend: this.#perBackend.filter((_, i) => i % 2 === 0),
      busyMs: this.#perBackend.filter((_, i) => i % 2 === 1),
      givenUp: this.#givenUp,
      stayed: this.#stayed,
      moved: this.#moved,
      sliceSumMs: this.#sliceSumMs,
      sliceCount: this.#sliceCount,
      ...(this.#sessions && { sessions: this.#sessions.tally() }),
      ...(this.#windows && { windows: this.#windows.windows() }),
    }
  }

  #answered(backend: number, client: number, appMs: number): void {
    this.#perBackend[2 * backend]!++
    this.#perBackend[2 * backend + 1]! += appMs
    const last = this.#lastBackend[client]!
    if (last === backend + 1) this.#stayed++
    else if (last !== 0) this.#moved++
    this.#lastBackend[client] = backend + 1
  }

  /** Held by nobody yet (the ideal's queue), it counts for nobody. */
  #gaveUp(backend: number): void {
    if (backend >= 0) this.#givenUp[backend]!++
  }

  #waited(dueMs: number, latencyMs: number): void {
    this.#latency.record(latencyMs)
    const slice = Math.min(slicesPerTrial - 1, Math.floor(dueMs * this.#slicesPerMs))
    this.#sliceSumMs[slice]! += latencyMs
    this.#sliceCount[slice]!++
  }
}
