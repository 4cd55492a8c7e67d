import type { SessionTally } from '../bench/tally.js'
import type { JobTable } from '../model/job-table.js'
import { sessionEndCount, sessionEnds } from '../model/sessions.js'
import { Histogram } from '../stats/histogram.js'

/** Sums up what became of sessions, of requests that count. */
export class SessionTallyKeeper {
  readonly #byEnd = new Float64Array(sessionEndCount)
  readonly #store = new Histogram()

  /** @param answered whether by a backend: then the columns hold what came of it */
  ended(jobs: JobTable, slot: number, answered: boolean): void {
    this.#byEnd[answered ? jobs.session[slot]! : sessionEnds.none]!++
    const storeMs = answered ? jobs.storeMs[slot]! : Number.NaN
    if (!Number.isNaN(storeMs)) this.#store.record(storeMs)
  }

  tally(): SessionTally {
    return { byEnd: this.#byEnd, store: this.#store }
  }
}
