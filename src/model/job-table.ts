import type { Fate } from './fate.js'

/** What a backend remembers of a request from its arrival to its end. */
export interface Job {
  /** The caller's number. */
  id: number
  demand: number
  failure: number
  arrivedMs: number
  startMs: number
  /** When the request would end if it were only waited for, ms; for jobs that burn CPU. */
  deadlineMs: number
  /** When its dropped SYN is sent again, ms. */
  knockMs: number
  fate: Fate
}

/** Jobs by slot number. Slots are reused, so the table is as long as the longest queue was, and nothing is allocated after that. */
export class JobTable {
  readonly #jobs: Job[] = []
  readonly #free: number[] = []

  /** A slot whose job is yet to be filled in. */
  take(): number {
    const free = this.#free.pop()
    if (free !== undefined) return free
    const job = { id: 0, demand: 0, failure: 0, arrivedMs: 0, startMs: 0, deadlineMs: 0, knockMs: 0 }
    return this.#jobs.push({ ...job, fate: 'answer' }) - 1
  }

  at(slot: number): Job {
    return this.#jobs[slot]!
  }

  /** The job stays readable until its slot is taken again. */
  release(slot: number): void {
    this.#free.push(slot)
  }
}
