import { JobTable } from '../model/job-table.js'
import { FreeNumbers } from './free-numbers.js'

/** No backend, no row. */
export const nothing = -1

/**
 * Requests in flight, by slot; slots are used again. A slot is the number of the request's job at its backend, too, and both
 * share one table. A request that ended while its job is still worked on keeps its slot until then.
 */
export class RequestTable {
  /** See there; `row` is `nothing` once the request has ended, `backend` is `nothing` where none has the job. */
  readonly jobs = new JobTable()
  readonly #slots = new FreeNumbers()

  /** A slot whose numbers are yet to be filled in. */
  take(): number {
    const slot = this.#slots.take()
    this.jobs.fit(slot)
    return slot
  }

  release(slot: number): void {
    this.#slots.release(slot)
  }
}
