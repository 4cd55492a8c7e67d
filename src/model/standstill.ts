import { backend as atBackend, type JobTable } from './job-table.js'

/** A backend that stands still, as it was found. */
interface Still {
  readonly sinceMs: number
  /** Jobs it was serving, and when they would have ended; Infinity where that was not known. */
  readonly served: readonly { readonly job: number; readonly endMs: number }[]
  /** How many servers of each queue were free. */
  readonly free: readonly number[]
}

/** Backends that stand still, and the work they stand over. */
export class Standstill {
  readonly #jobs: JobTable
  readonly #of = new Map<number, { -readonly [Fact in keyof Still]: Still[Fact] }>()

  constructor(jobs: JobTable) {
    this.#jobs = jobs
  }

  add(backend: number, still: Still): void {
    this.#of.set(backend, { ...still })
  }

  /** It goes on: everything ends by as much later as it stood. Undefined where it does not stand still. */
  take(backend: number, nowMs: number): Still | undefined {
    const still = this.#of.get(backend)
    if (still === undefined) return undefined
    this.#of.delete(backend)
    const stoodMs = nowMs - still.sinceMs
    for (const { job } of still.served) this.#jobs.deadlineMs[job] += stoodMs
    return { ...still, served: still.served.map(({ job, endMs }) => ({ job, endMs: endMs + stoodMs })) }
  }

  /** As `WorkerQueues.finish`, of a job whose backend stands still: the burn cannot be stopped, but its end waits. False for others. */
  settle(job: number, endMs: number): boolean {
    const still = this.#of.get(this.#jobs.integers[16 * job + atBackend]!)
    if (still === undefined) return false
    still.served = still.served.map(entry => (entry.job === job ? { job, endMs } : entry))
    return true
  }

  /** Its process is dead: what it stood over. */
  clear(backend: number): Still['served'] {
    const served = this.#of.get(backend)?.served ?? []
    this.#of.delete(backend)
    return served
  }
}
