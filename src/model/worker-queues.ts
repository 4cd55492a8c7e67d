import { DeadlineHeap } from './deadline-heap.js'
import { backend as atBackend, queue as inQueue, type JobTable, next, noJob, order } from './job-table.js'
import { ServerRota } from './server-rota.js'
import { Standstill } from './standstill.js'
import { lanesOf, roomOf, type WorkerQueueSpec } from './worker-queue-spec.js'

/** What the queues ask and tell. `serviceMs` must not call back into them; `ended` may. */
export interface WorkerQueueEvents {
  /** Job starts now: its service time in ms (>= 0), or Infinity for a job that only ends by `finish` (real CPU burn). */
  serviceMs(job: number, startMs: number): number
  /** Job ended at endMs (its exact deadline, <= the now of the call). The next job of its queue has started already. */
  ended(job: number, endMs: number): void
}

export type Admission = 'started' | 'queued' | 'overflow'

/**
 * How backends work through their requests: the clock-free state machine both worlds share. Columns over all backends of
 * a fleet, so that ten thousand of them fit the processor's caches.
 *
 * - `workers * threads` servers a backend. threads === 1 or workers === 1: one FIFO queue for all (gunicorn sync, or one
 *   gthread worker). Otherwise a request belongs to a worker from its arrival ("lane", given by the caller) and waits in
 *   that worker's own FIFO, as gthread with several workers was measured to do.
 * - The virtual clock: a queued job starts at the *deadline* of the job before it, never at the time somebody noticed, so
 *   timer error does not pile up in the queue.
 * - At equal times jobs end in the order in which they started, and all ends come before an arrival.
 *
 * Jobs are whole numbers of the caller's, unique in the fleet. Nothing is allocated in steady state.
 */
export class WorkerQueues {
  readonly #jobs: JobTable
  readonly #events: WorkerQueueEvents
  readonly #specs: readonly WorkerQueueSpec[]
  readonly #running = new DeadlineHeap((a, b) => this.#startedBefore(a, b))
  #starts = 0
  /** The first queue of each backend; one more entry at the end. */
  readonly #firstQueue: Int32Array
  /** How many jobs may wait at each backend, and how many more. */
  readonly #wholeRoom: Int32Array
  readonly #room: Int32Array
  /** Four numbers a queue, see `head`, `tail` and `free`. */
  readonly #queues: Int32Array
  readonly #still: Standstill
  /** Undefined where nobody asks which server it is. */
  readonly #rota: ServerRota | undefined

  /** @param namesServers whether `workerOf` will be asked */
  constructor(specs: readonly WorkerQueueSpec[], jobs: JobTable, events: WorkerQueueEvents, namesServers = false) {
    this.#specs = specs
    this.#jobs = jobs
    this.#events = events
    this.#still = new Standstill(jobs)
    this.#firstQueue = new Int32Array(specs.length + 1)
    specs.forEach((spec, i) => {
      this.#firstQueue[i + 1] = this.#firstQueue[i]! + lanesOf(spec)
    })
    const queues = this.#firstQueue[specs.length]!
    this.#wholeRoom = Int32Array.from(specs, roomOf)
    this.#room = this.#wholeRoom.slice()
    this.#queues = new Int32Array(4 * queues)
    this.#rota = namesServers ? new ServerRota(specs, queues) : undefined
    for (let backend = 0; backend < specs.length; backend++) this.#empty(backend)
  }

  /** How many queues the backend has: `arrive` wants a lane below this. */
  lanes(backend: number): number {
    return this.#firstQueue[backend + 1]! - this.#firstQueue[backend]!
  }

  /** Jobs being served, of all backends; those that stand still are not. */
  get running(): number {
    return this.#running.size
  }

  /** Jobs in the backend's queues. */
  waiting(backend: number): number {
    return this.#wholeRoom[backend]! - this.#room[backend]!
  }

  /**
   * A job arrives, after everything due by now has ended. 'overflow': all is full, the job is not taken.
   * `JobTable.backend` of the job must be set.
   * @param lane the worker it belongs to, below `lanes`
   */
  arrive(backend: number, job: number, nowMs: number, lane: number): Admission {
    const queue = this.#firstQueue[backend]! + lane
    this.#jobs.integers[16 * job + inQueue] = queue
    if (this.#queues[4 * queue + free]! > 0) {
      this.#queues[4 * queue + free]!--
      if (this.#rota !== undefined) this.#jobs.server[job] = this.#rota.take(queue)
      this.#running.push(job, this.#start(job, nowMs))
      return 'started'
    }
    if (this.#room[backend] === 0) return 'overflow'
    this.#room[backend]!--
    this.#append(queue, job)
    return 'queued'
  }

  /** The worker that serves the job, 0 .. workers - 1 of its backend. */
  workerOf(job: number): number {
    return this.#rota?.workerOf(this.#jobs.server[job]!) ?? 0
  }

  /** Ends everything due by now, in order of deadlines; each end starts the next waiting job at that very deadline. */
  advance(nowMs: number): void {
    const running = this.#running
    while (running.topMs <= nowMs && running.topMs < Infinity) this.#endTop()
  }

  /** When `advance` has something to do next, ms; Infinity where only arrivals and `finish` can change anything. */
  nextEndMs(): number {
    return this.#running.topMs
  }

  /** A job whose service time was Infinity ends at endMs, past or to come: at the next `advance`. @throws {Error} if it does not run */
  finish(job: number, endMs: number): void {
    if (!this.#still.settle(job, endMs)) this.#running.settle(job, endMs)
  }

  /** Whether the backend has no job. */
  idle(backend: number): boolean {
    const { workers, threads } = this.#specs[backend]!
    return this.waiting(backend) === 0 && this.#freeOf(backend).reduce((sum, free) => sum + free) === workers * threads
  }

  /** The backend stands still from now on: no job ends or starts there, and those that come wait as long as there is room. */
  freeze(backend: number, nowMs: number): void {
    const served = this.#running.remove(job => this.#jobs.integers[16 * job + atBackend] === backend)
    this.#still.add(backend, { sinceMs: nowMs, served, free: this.#freeOf(backend) })
    // Where no server is free nothing starts: so nobody has to ask who stands still.
    this.#setFree(backend, () => 0)
  }

  /** It goes on: what was served takes the time it had left. Nothing happens where it does not stand still. */
  thaw(backend: number, nowMs: number): void {
    const still = this.#still.take(backend, nowMs)
    if (still === undefined) return
    for (const { job, endMs } of still.served) this.#running.push(job, endMs)
    this.#setFree(backend, lane => still.free[lane]!)
    still.free.forEach((_, lane) => {
      this.#startWaiting(this.#firstQueue[backend]! + lane, nowMs)
    })
  }

  /** Crash: forgets all jobs of a backend. Those running come first, in order of their starts, then those waiting, lane by lane. */
  clear(backend: number): number[] {
    const running = this.#running.remove(job => this.#jobs.integers[16 * job + atBackend] === backend)
    const jobs = [...running, ...this.#still.clear(backend)].map(({ job }) => job)
    jobs.sort((a, b) => (this.#startedBefore(a, b) ? -1 : 1))
    for (let queue = this.#firstQueue[backend]!; queue < this.#firstQueue[backend + 1]!; queue++) {
      while (this.#queues[4 * queue + head] !== noJob) jobs.push(this.#takeFirst(queue))
    }
    this.#empty(backend)
    return jobs
  }

  /** State first, `ended` last: whoever is told may call back. */
  #endTop(): void {
    const running = this.#running
    const endMs = running.topMs
    const job = running.topJob
    const queue = this.#jobs.integers[16 * job + inQueue]!
    if (this.#queues[4 * queue + head] === noJob) {
      running.pop()
      this.#queues[4 * queue + free]!++
      this.#rota?.release(queue, this.#jobs.server[job]!)
    } else {
      const follower = this.#takeFirst(queue)
      const { integers } = this.#jobs
      this.#room[integers[16 * follower + atBackend]!]!++
      if (this.#rota !== undefined) this.#jobs.server[follower] = this.#jobs.server[job]!
      running.replaceTop(follower, this.#start(follower, endMs))
    }
    this.#events.ended(job, endMs)
  }

  /** Returns when it will end, ms. */
  #start(job: number, nowMs: number): number {
    this.#jobs.integers[16 * job + order] = this.#starts++
    return nowMs + this.#events.serviceMs(job, nowMs)
  }

  /** Of the jobs that run, which all started within the last 2^31. */
  #startedBefore(a: number, b: number): boolean {
    const { integers } = this.#jobs
    return ((integers[16 * a + order]! - integers[16 * b + order]!) | 0) < 0
  }

  /** Free servers of each queue. */
  #freeOf(backend: number): number[] {
    return Array.from(
      { length: this.lanes(backend) },
      (_, i) => this.#queues[4 * (this.#firstQueue[backend]! + i) + free]!,
    )
  }

  #setFree(backend: number, of: (lane: number) => number): void {
    const lanes = this.lanes(backend)
    for (let i = 0; i < lanes; i++) this.#queues[4 * (this.#firstQueue[backend]! + i) + free] = of(i)
  }

  /** Free servers take up what waits. */
  #startWaiting(queue: number, nowMs: number): void {
    while (this.#queues[4 * queue + free]! > 0 && this.#queues[4 * queue + head] !== noJob) {
      const job = this.#takeFirst(queue)
      this.#room[this.#jobs.integers[16 * job + atBackend]!]!++
      this.#queues[4 * queue + free]!--
      if (this.#rota !== undefined) this.#jobs.server[job] = this.#rota.take(queue)
      this.#running.push(job, this.#start(job, nowMs))
    }
  }

  #append(queue: number, job: number): void {
    const { integers } = this.#jobs
    const queues = this.#queues
    integers[16 * job + next] = noJob
    if (queues[4 * queue + head] === noJob) queues[4 * queue + head] = job
    else integers[16 * queues[4 * queue + tail]! + next] = job
    queues[4 * queue + tail] = job
  }

  #takeFirst(queue: number): number {
    const job = this.#queues[4 * queue + head]!
    this.#queues[4 * queue + head] = this.#jobs.integers[16 * job + next]!
    return job
  }

  #empty(backend: number): void {
    const spec = this.#specs[backend]!
    const first = this.#firstQueue[backend]!
    const lanes = lanesOf(spec)
    for (let queue = first; queue < first + lanes; queue++) {
      this.#queues[4 * queue + head] = noJob
      this.#queues[4 * queue + free] = (spec.workers * spec.threads) / lanes
    }
    this.#room[backend] = this.#wholeRoom[backend]!
    this.#rota?.freeAll(backend, spec, first, lanes)
  }
}

/** Places among the four numbers of a queue: the first and last job that waits, and how many servers are free. */
const head = 0
const tail = 1
const free = 2
