import type { BackendSpec } from '../../src/model/backend-spec.js'
import { FleetModel, fates } from '../../src/model/fleet-model.js'
import type { FleetWorld } from '../../src/model/fleet-world.js'
import { arrivedMs, fate, JobTable, startMs } from '../../src/model/job-table.js'
import { type Random, randomStream } from '../../src/model/random.js'
import type { WorkerQueueSpec } from '../../src/model/worker-queue-spec.js'
import { type Admission, type WorkerQueueEvents, WorkerQueues } from '../../src/model/worker-queues.js'

/** Fates by name. */
export type Fate = keyof typeof fates

const names = Object.keys(fates) as Fate[]

/** What a test of one backend hears; who comes while it is down is `done` at once, reset. */
export interface OneWorld extends Pick<FleetWorld, 'bootMs' | 'burn'> {
  readonly lane?: Random
  done(job: number, fate: Fate, queueMs: number, appMs: number, endMs: number): void
  crashed?(jobs: readonly number[], atMs: number): void
  recovered?(atMs: number): void
}

/** A fleet of one backend. */
export class BackendModel {
  readonly #fleet: FleetModel
  readonly #world: OneWorld

  constructor(spec: BackendSpec, world: OneWorld) {
    const { lane, bootMs, done, burn, crashed, recovered } = world
    this.#world = world
    this.#fleet = new FleetModel([spec], {
      lane: () => lane ?? randomStream(1, 'lane'),
      bootMs,
      done: (job, endMs) => {
        const { doubles, integers } = this.#fleet.jobs
        const beganMs = doubles[8 * job + startMs]!
        done(job, names[integers[16 * job + fate]!]!, beganMs - doubles[8 * job + arrivedMs]!, endMs - beganMs, endMs)
      },
      ...(burn && { burn }),
      crashed: (_, jobs, atMs) => crashed?.(jobs, atMs),
      recovered: (_, atMs) => recovered?.(atMs),
    })
  }

  get up(): boolean {
    return this.#fleet.up(0)
  }

  get running(): number {
    return this.#fleet.running
  }

  get waiting(): number {
    return this.#fleet.waiting(0)
  }

  get knocking(): number {
    return this.#fleet.knocking(0)
  }

  arrive(job: number, demand: number, failure: number, nowMs: number): Admission | 'down' {
    const admission = this.#fleet.arrive(0, job, demand, failure, nowMs)
    if (admission === 'down') this.#world.done(job, 'reset', 0, 0, nowMs)
    return admission
  }

  advance(nowMs: number): void {
    this.#fleet.advance(nowMs)
  }

  nextEventMs(): number {
    return this.#fleet.nextEventMs()
  }

  finish(job: number, nowMs: number): void {
    this.#fleet.finish(job, nowMs)
  }

  withdraw(job: number, nowMs: number): boolean {
    return this.#fleet.withdraw(job, nowMs)
  }
}

/** As `WorkerQueueEvents`, told which worker it is. */
interface OneQueueEvents {
  serviceMs(job: number, startMs: number, worker: number): number
  ended(job: number, endMs: number): void
}

/** The queues of one backend. */
export class WorkerQueue {
  readonly #jobs = new JobTable()
  readonly #queues: WorkerQueues

  constructor(spec: WorkerQueueSpec, { serviceMs, ended }: OneQueueEvents) {
    const events: WorkerQueueEvents = {
      serviceMs: (job, startMs) => serviceMs(job, startMs, this.#queues.workerOf(job)),
      ended,
    }
    this.#queues = new WorkerQueues([spec], this.#jobs, events, true)
  }

  get lanes(): number {
    return this.#queues.lanes(0)
  }

  get running(): number {
    return this.#queues.running
  }

  get waiting(): number {
    return this.#queues.waiting(0)
  }

  arrive(job: number, nowMs: number, lane: number): Admission {
    this.#queues.advance(nowMs)
    this.#jobs.fit(job)
    return this.#queues.arrive(0, job, nowMs, lane)
  }

  advance(nowMs: number): void {
    this.#queues.advance(nowMs)
  }

  nextEndMs(): number {
    return this.#queues.nextEndMs()
  }

  finish(job: number, endMs: number): void {
    this.#queues.finish(job, endMs)
  }

  clear(): number[] {
    return this.#queues.clear(0)
  }
}
