import type { BackendSpec } from './backend-spec.js'
import { FaultTimeline } from './faults.js'
import { FleetFaults } from './fleet-faults.js'
import { FleetReports, type LoadAnswer } from './fleet-reports.js'
import type { FleetWorld } from './fleet-world.js'
import { arrivedMs, backend as atBackend, JobTable, demand as ofDemand, startMs } from './job-table.js'
import { Knockers } from './knockers.js'
import type { Random } from './random.js'
import { noService, ServiceTimes } from './service-times.js'
import { sessionEnds } from './sessions.js'
import { type Admission, WorkerQueues } from './worker-queues.js'

export { type Fate, fates } from './fate.js'

/**
 * What simulated backends do with requests: workers, queue, backlog, service times, failures, faults. Clock-free and shared
 * by both worlds. Every method does first what is due by its `nowMs`; of equal times job ends come first, then faults, then
 * retransmitted SYNs, then the arrival. Jobs are the caller's numbers, small and unique in the fleet: columns are as long
 * as the highest.
 */
export class FleetModel {
  readonly #world: FleetWorld
  /** Facts of all jobs here, valid until their numbers are given to others. */
  readonly jobs: JobTable
  readonly #queues: WorkerQueues
  readonly #timeline: FaultTimeline
  readonly #faults: FleetFaults
  readonly #knockers: Knockers
  readonly #lanes: readonly (Random | undefined)[]
  readonly #services: ServiceTimes
  readonly #reports: FleetReports | undefined
  /** When a fault or a knock is due, ms. */
  #outsideMs = Infinity

  /**
   * @param jobs to be shared with a caller that has columns of its own there
   * @param reports whether `report` will be asked: to keep what it tells costs time
   */
  constructor(
    specs: readonly BackendSpec[],
    world: FleetWorld,
    { jobs = new JobTable(), reports = false }: FleetOptions = {},
  ) {
    this.#world = world
    this.jobs = jobs
    this.#reports = reports ? new FleetReports(specs.length, jobs) : undefined
    this.#knockers = new Knockers(jobs)
    const timeline = new FaultTimeline(specs.map(({ faults }) => faults))
    this.#timeline = timeline
    this.#outsideMs = timeline.nextMs()
    const { burn, bootMs, session } = world
    this.#services = new ServiceTimes(specs, jobs, {
      faults: timeline,
      bootMs,
      session: session && ((job, startMs) => session.call(world, job, startMs)),
      burn: burn && ((job, cpuMs, startMs) => burn.call(world, job, cpuMs, this.#queues.workerOf(job), startMs)),
    })
    const serviceMs = (job: number, startMs: number): number => this.#services.start(job, startMs)
    this.#queues = new WorkerQueues(specs, jobs, { serviceMs, ended: this.#whoIsTold(specs) }, burn !== undefined)
    this.#faults = new FleetFaults({
      ...{ timeline, jobs, world, knockers: this.#knockers },
      ...{ queues: this.#queues, services: this.#services, reports: this.#reports },
    })
    this.#lanes = specs.map((_, backend) => (this.#queues.lanes(backend) > 1 ? world.lane(backend) : undefined))
  }

  /** Does it take connections? As of the last call: `advance` first. */
  up(backend: number): boolean {
    return this.#timeline.up[backend] === 1
  }

  /** Does its process stand still? As of the last call. */
  frozen(backend: number): boolean {
    return this.#timeline.frozen[backend] === 1
  }

  /** Requests being served, of all backends; those that stand still are not. */
  get running(): number {
    return this.#queues.running
  }

  /** Requests in its queues; while `done` runs, what an answer can say of them: those that are left behind it. */
  waiting(backend: number): number {
    return this.#queues.waiting(backend)
  }

  /** Requests of the backend whose connection is not accepted yet. */
  knocking(backend: number): number {
    return this.#knockers.of(backend).length
  }

  /**
   * A request arrives. `job` is the caller's number, unique among the requests here. Its queue time counts from now, also
   * where the backlog is full ('overflow') and it has to knock again. Where the backend is down it is not taken ('down').
   * @param demand quantile of the service time, in (0, 1)
   * @param failure in [0, 1), compared with the failure shares
   */
  arrive(backend: number, job: number, demand: number, failure: number, nowMs: number): Admission | 'down' {
    this.jobs.fit(job)
    this.jobs.doubles[8 * job + ofDemand] = demand
    this.jobs.failure[job] = failure
    return this.admit(backend, job, nowMs)
  }

  /** What a job that is about to arrive asks for: a `sessionAsks` value, or 0. */
  asks(job: number, what: number): void {
    this.jobs.fit(job)
    this.jobs.session[job] = what
  }

  /**
   * To be called on all demands before they go into the table, or on none: where all backends have one distribution, turns
   * them into service times, which costs half as much for a column as one by one.
   */
  prepare(demands: Float64Array, size: number): void {
    this.#services.prepare(demands, size)
  }

  /** As `arrive`, of a job whose demand (and failure, where there can be any) stand in the shared table already. */
  admit(backend: number, job: number, nowMs: number): Admission | 'down' {
    this.advance(nowMs)
    if (this.#timeline.up[backend] === 0) return 'down'
    this.jobs.integers[16 * job + atBackend] = backend
    this.jobs.doubles[8 * job + arrivedMs] = nowMs
    return this.#offer(job, nowMs)
  }

  /**
   * An active health check arrives: a job as any other, which waits for a worker and meets the failures of the backend, but
   * takes no time itself, be the backend slow or not.
   * @param job and failure as of `arrive`
   */
  check(backend: number, job: number, failure: number, nowMs: number): Admission | 'down' {
    this.#services.meetNoService()
    this.asks(job, sessionEnds.none)
    return this.arrive(backend, job, noService, failure, nowMs)
  }

  /** What a probe is answered; with the option `reports` only. */
  report(backend: number, nowMs: number): LoadAnswer {
    this.advance(nowMs)
    if (this.#reports === undefined) throw new Error('load reports are not kept')
    return this.#reports.of(backend, this.up(backend) && !this.frozen(backend), nowMs)
  }

  /** Everything due by now happens, in order of time. */
  advance(nowMs: number): void {
    while (this.#outsideMs <= nowMs && this.#outsideMs < Infinity) {
      const nextMs = this.#outsideMs
      this.#queues.advance(nextMs)
      if (this.#faults.nextMs() <= nextMs) this.#faults.next(nextMs)
      else if (this.#knockers.nextMs() <= nextMs) this.#offer(this.#knockers.take(), nextMs)
      this.#outsideMs = Math.min(this.#faults.nextMs(), this.#knockers.nextMs())
    }
    if (this.#queues.nextEndMs() <= nowMs) this.#queues.advance(nowMs)
  }

  /** When `advance` has something to do next, ms; Infinity where nothing is planned. */
  nextEventMs(): number {
    return Math.min(this.#queues.nextEndMs(), this.#outsideMs)
  }

  /** The CPU of a burning request is burnt. It ends now, or at its deadline if that is later. Unknown jobs (lost in a crash) are ignored. */
  finish(job: number, nowMs: number): void {
    this.advance(nowMs)
    const { burning, deadlineMs, size } = this.jobs
    if (job >= size || burning[job] === 0) return
    burning[job] = 0
    this.#queues.finish(job, Math.max(nowMs, deadlineMs[job]!))
    this.advance(nowMs)
  }

  /** The store of sessions has answered after so long, and `JobTable.session` says what. For a job that still runs: `advance` first. */
  stored(job: number, storeMs: number, nowMs: number): void {
    const wholeMs = this.#services.stored(job, storeMs)
    if (wholeMs < Infinity) this.#queues.finish(job, Math.max(nowMs, this.jobs.doubles[8 * job + startMs]! + wholeMs))
    this.advance(nowMs)
  }

  /**
   * The client gave up. Still knocking, it is forgotten without a `done`: true. Once accepted it is worked off all the
   * same, as gunicorn does, which never looks whether anybody still listens: false.
   */
  withdraw(job: number, nowMs: number): boolean {
    this.advance(nowMs)
    const knocked = this.#knockers.withdraw(job)
    this.#outsideMs = Math.min(this.#faults.nextMs(), this.#knockers.nextMs())
    return knocked
  }

  /** The process of the backend is killed now, with all that is in it: as `crash`, decided while the trial runs. */
  stop(backend: number, atMs: number): void {
    this.advance(atMs)
    this.#faults.happens(backend, 'crash', atMs)
  }

  /** A process of the backend starts now, where there is none. */
  start(backend: number, atMs: number): void {
    this.advance(atMs)
    this.#faults.happens(backend, 'recover', atMs)
  }

  #whoIsTold(specs: readonly BackendSpec[]): (job: number, endMs: number) => void {
    const world = this.#world
    const reports = this.#reports
    if (specs.some(({ faults }) => faults.some(({ kind }) => kind === 'stop')))
      return (job, endMs) => {
        const backend = this.jobs.integers[16 * job + atBackend]!
        reports?.ended(job, endMs)
        world.done(job, endMs)
        this.#faults.ended(backend, endMs)
      }
    if (reports === undefined) return (job, endMs) => world.done(job, endMs)
    return (job, endMs) => {
      reports.ended(job, endMs)
      world.done(job, endMs)
    }
  }

  #offer(job: number, nowMs: number): Admission {
    const backend = this.jobs.integers[16 * job + atBackend]!
    const lane = this.#lanes[backend]?.below(this.#queues.lanes(backend)) ?? 0
    const admission = this.#queues.arrive(backend, job, nowMs, lane)
    if (admission === 'overflow') {
      this.#knockers.add(job, nowMs)
      this.#outsideMs = Math.min(this.#outsideMs, this.#knockers.nextMs())
    } else this.#reports?.arrived(backend, job)
    return admission
  }
}

export interface FleetOptions {
  readonly jobs?: JobTable
  readonly reports?: boolean
}
