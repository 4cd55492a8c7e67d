import { fates } from './fate.js'
import { arrivedMs, backend as atBackend, demand, fate, type JobTable } from './job-table.js'
import { LoadReport } from './load-report.js'
import { noService } from './service-times.js'

/** What a backend says of its load, as `ProbeReport` of the strategies. */
export interface LoadAnswer {
  /** It is down: the numbers mean nothing. */
  readonly failed: boolean
  /** Requests there, served or waiting, health checks among them. */
  readonly inFlight: number
  /** ms; NaN where recent answers do not tell. */
  readonly latencyMs: number
}

/**
 * The load reports of a fleet. A request counts from when its connection is accepted into the queue, for before that its
 * backend cannot know of it, and its latency from when it first came. A health check counts too, but takes no time, so it
 * says nothing of the time that others take; nor does a request that was not answered.
 */
export class FleetReports {
  readonly #jobs: JobTable
  readonly #reports: readonly LoadReport[]

  constructor(backends: number, jobs: JobTable) {
    this.#jobs = jobs
    this.#reports = Array.from({ length: backends }, () => new LoadReport())
  }

  of(backend: number, up: boolean, nowMs: number): LoadAnswer {
    const report = this.#reports[backend]!
    return { failed: !up, inFlight: report.inFlight, latencyMs: report.latencyMs(nowMs) }
  }

  arrived(backend: number, job: number): void {
    this.#jobs.met[job] = this.#reports[backend]!.arrived()
  }

  /** Served to its end, whatever that is. */
  ended(job: number, endMs: number): void {
    const { integers, doubles, met } = this.#jobs
    const report = this.#reports[integers[16 * job + atBackend]!]!
    const how = integers[16 * job + fate]!
    const answered = how === fates.answer || how === fates.error
    if (!answered || doubles[8 * job + demand] === noService) report.lost()
    else report.completed(endMs - doubles[8 * job + arrivedMs]!, met[job]!, endMs)
  }

  restarted(backend: number): void {
    this.#reports[backend]!.restarted()
  }
}
