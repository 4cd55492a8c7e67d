import type { BackendSpec } from './backend-spec.js'
import { quantile } from './distribution.js'
import { type Fate, failureOf, fateOf } from './fate.js'
import { FaultTimeline } from './faults.js'
import { JobTable } from './job-table.js'
import type { Random } from './random.js'
import { Ring } from './ring.js'
import { type Admission, WorkerQueue } from './worker-queue.js'

export type { Fate } from './fate.js'

/** What the backend needs and whom it tells. Positional numbers, not records: these run once a request at millions a second. */
export interface BackendWorld {
  /** Which worker of several threaded ones gets the next connection: they race for it. */
  readonly lane: Random
  /** When the backend booted, for its slow start; ms on the clock of the trial, where 0 is the start of measuring. */
  readonly bootMs: number
  /** A request ended. Its ideal time at this backend is queueMs + appMs. May call back into the model. */
  done(job: number, fate: Fate, queueMs: number, appMs: number, endMs: number): void
  /**
   * A request began to burn CPU on a worker (0 .. workers - 1; threads of one worker share one CPU): call `finish` later
   * when so much was burnt, never from within. Where this is missing, CPU is waited for as any other time.
   */
  burn?(job: number, cpuMs: number, worker: number, startMs: number): void
  /** The process died with these requests, served, waiting, or knocking; none of them gets a `done`. */
  crashed?(jobs: readonly number[], atMs: number): void
  recovered?(atMs: number): void
}

/** A dropped SYN is sent again after so long (Linux: the first time-outs are linear; measured against gunicorn). */
const retransmitMs = 1000

/**
 * What one simulated backend does with requests: workers, queue, backlog, service times, failures, faults. Clock-free and
 * shared by both worlds. Every method does first what is due by its `nowMs`; of equal times job ends come first, then
 * faults, then retransmitted SYNs, then the arrival.
 */
export class BackendModel {
  readonly #spec: BackendSpec
  readonly #world: BackendWorld
  readonly #serviceMs: (u: number) => number
  readonly #jobs = new JobTable()
  readonly #queue: WorkerQueue
  readonly #faults: FaultTimeline
  /** Slots whose SYN was dropped because the backlog is full, the next to knock first: all wait equally long. */
  readonly #knocking = new Ring()
  /** Slots that burn CPU, by the caller's job number. */
  readonly #burning = new Map<number, number>()
  #startedMs: number

  constructor(spec: BackendSpec, world: BackendWorld) {
    this.#spec = spec
    this.#world = world
    this.#serviceMs = quantile(spec.latency)
    this.#faults = new FaultTimeline(spec.faults)
    this.#startedMs = world.bootMs
    this.#queue = new WorkerQueue(spec, {
      serviceMs: (slot, startMs, worker) => this.#start(slot, startMs, worker),
      ended: (slot, endMs) => this.#end(slot, endMs),
    })
  }

  /** Does it take connections? As of the last call: `advance` first. */
  get up(): boolean {
    return this.#faults.up
  }

  get running(): number {
    return this.#queue.running
  }

  get waiting(): number {
    return this.#queue.waiting
  }

  /** Requests whose connection is not accepted yet. */
  get knocking(): number {
    return this.#knocking.size
  }

  /**
   * A request arrives. `job` is the caller's number, unique among the requests here. Its queue time counts from now, also
   * where the backlog is full ('overflow') and it has to knock again. Where the backend is down it is reset at once ('down').
   * @param demand quantile of the service time, in (0, 1)
   * @param failure in [0, 1), compared with the failure shares
   */
  arrive(job: number, demand: number, failure: number, nowMs: number): Admission | 'down' {
    this.advance(nowMs)
    if (!this.up) {
      this.#world.done(job, 'reset', 0, 0, nowMs)
      return 'down'
    }
    const slot = this.#jobs.take()
    const entry = this.#jobs.at(slot)
    entry.id = job
    entry.demand = demand
    entry.failure = failure
    entry.arrivedMs = nowMs
    return this.#offer(slot, nowMs)
  }

  /** Everything due by now happens, in order of time. */
  advance(nowMs: number): void {
    for (let nextMs = this.#outsideMs(); nextMs <= nowMs && nextMs < Infinity; nextMs = this.#outsideMs()) {
      this.#queue.advance(nextMs)
      if (this.#faults.nextMs() <= nextMs) this.#fault()
      else if (this.#knockMs() <= nextMs) this.#offer(this.#knocking.shift(), nextMs)
    }
    this.#queue.advance(nowMs)
  }

  /** When `advance` has something to do next, ms; Infinity where nothing is planned. */
  nextEventMs(): number {
    return Math.min(this.#queue.nextEndMs(), this.#outsideMs())
  }

  /** The CPU of a burning request is burnt. It ends now, or at its deadline if that is later. Unknown jobs (lost in a crash) are ignored. */
  finish(job: number, nowMs: number): void {
    this.advance(nowMs)
    const slot = this.#burning.get(job)
    if (slot === undefined) return
    this.#burning.delete(job)
    this.#queue.finish(slot, Math.max(nowMs, this.#jobs.at(slot).deadlineMs))
    this.advance(nowMs)
  }

  /**
   * The client gave up. Still knocking, it is forgotten without a `done`: true. Once accepted it is worked off all the
   * same, as gunicorn does, which never looks whether anybody still listens: false.
   */
  withdraw(job: number, nowMs: number): boolean {
    this.advance(nowMs)
    const slots = this.#knocking.drain()
    for (const slot of slots) {
      if (this.#jobs.at(slot).id === job) this.#jobs.release(slot)
      else this.#knocking.push(slot)
    }
    return this.#knocking.size < slots.length
  }

  #offer(slot: number, nowMs: number): Admission {
    const lane = this.#queue.lanes === 1 ? 0 : this.#world.lane.below(this.#queue.lanes)
    const admission = this.#queue.arrive(slot, nowMs, lane)
    if (admission === 'overflow') {
      this.#jobs.at(slot).knockMs = nowMs + retransmitMs
      this.#knocking.push(slot)
    }
    return admission
  }

  #outsideMs(): number {
    return Math.min(this.#faults.nextMs(), this.#knockMs())
  }

  #knockMs(): number {
    return this.#knocking.size === 0 ? Infinity : this.#jobs.at(this.#knocking.first).knockMs
  }

  #start(slot: number, startMs: number, worker: number): number {
    const { failures, cpuShare } = this.#spec
    const job = this.#jobs.at(slot)
    const failure = failureOf(failures, job.failure)
    job.startMs = startMs
    job.fate = fateOf(failure)
    if (failure === 'hang') return failures.hangMs
    const wholeMs = this.#serviceMs(job.demand) * this.#faults.slowFactor * this.#slowStart(startMs)
    const serviceMs = failure === 'none' ? wholeMs : wholeMs * failures.afterShare
    const cpuMs = serviceMs * cpuShare
    if (cpuMs === 0 || this.#world.burn === undefined) return serviceMs
    job.deadlineMs = startMs + serviceMs
    this.#burning.set(job.id, slot)
    this.#world.burn(job.id, cpuMs, worker, startMs)
    return Infinity
  }

  /** From `factor` at the start of the process to 1 after `forMs`, in a straight line. */
  #slowStart(nowMs: number): number {
    const { slowStart } = this.#spec
    if (slowStart === undefined) return 1
    const left = 1 - (nowMs - this.#startedMs) / slowStart.forMs
    return left > 0 ? 1 + (slowStart.factor - 1) * left : 1
  }

  #end(slot: number, endMs: number): void {
    const { id, fate, arrivedMs, startMs } = this.#jobs.at(slot)
    this.#jobs.release(slot)
    this.#world.done(id, fate, startMs - arrivedMs, endMs - startMs, endMs)
  }

  #fault(): void {
    const atMs = this.#faults.nextMs()
    const event = this.#faults.next()
    if (event?.kind === 'crash') this.#crash(atMs)
    if (event?.kind === 'recover') {
      this.#startedMs = atMs
      this.#world.recovered?.(atMs)
    }
  }

  #crash(atMs: number): void {
    const slots = [...this.#queue.clear(), ...this.#knocking.drain()]
    const jobs = slots.map(slot => this.#jobs.at(slot).id)
    for (const slot of slots) this.#jobs.release(slot)
    this.#burning.clear()
    this.#world.crashed?.(jobs, atMs)
  }
}
