import { backend as atBackend, type JobTable, noJob } from './job-table.js'
import { Ring } from './ring.js'

/** A dropped SYN is sent again after so long (Linux: the first time-outs are linear; measured against gunicorn). */
const retransmitMs = 1000

/** Jobs whose SYN was dropped because a backlog is full, the next to knock again first: all wait equally long. */
export class Knockers {
  readonly #jobs: JobTable
  /** Who left is `noJob`, and never first. */
  readonly #order = new Ring()

  constructor(jobs: JobTable) {
    this.#jobs = jobs
  }

  /** When the next one knocks, ms; Infinity where nobody waits. */
  nextMs(): number {
    return this.#order.size === 0 ? Infinity : this.#jobs.knockMs[this.#order.first]!
  }

  add(job: number, nowMs: number): void {
    this.#jobs.knocking[job] = 1
    this.#jobs.knockMs[job] = nowMs + retransmitMs
    this.#jobs.knockPlace[job] = this.#order.push(job)
  }

  /** Takes the next one: it knocks now. */
  take(): number {
    const job = this.#order.shift()
    this.#jobs.knocking[job] = 0
    this.#dropLeft()
    return job
  }

  /** False where the job does not knock. */
  withdraw(job: number): boolean {
    if (job >= this.#jobs.size || this.#jobs.knocking[job] === 0) return false
    this.#jobs.knocking[job] = 0
    this.#order.replace(this.#jobs.knockPlace[job]!, noJob)
    this.#dropLeft()
    return true
  }

  /** Takes those of one backend, in order; in time proportional to the number of all. */
  clear(backend: number): number[] {
    const jobs = this.of(backend)
    for (const job of jobs) this.withdraw(job)
    return jobs
  }

  /** Those of one backend, in order. */
  of(backend: number): number[] {
    const jobs = this.#order.drain()
    for (const job of jobs) if (job !== noJob) this.#jobs.knockPlace[job] = this.#order.push(job)
    return jobs.filter(job => job !== noJob && this.#jobs.integers[16 * job + atBackend] === backend)
  }

  #dropLeft(): void {
    while (this.#order.size > 0 && this.#order.first === noJob) this.#order.shift()
  }
}
