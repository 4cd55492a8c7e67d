import { DeadlineHeap } from './deadline-heap.js'
import { type JobTable, noJob } from './job-table.js'

/** What the queues ask and tell. `serviceMs` must not call back into them; `ended` may. */
export interface WorkerQueueEvents {
  /**
   * Job starts now on this worker (0 .. workers - 1 of its backend): its service time in ms (>= 0), or Infinity for a job
   * that only ends by `finish` (real CPU burn).
   */
  serviceMs(job: number, startMs: number, worker: number): number
  /** Job ended at endMs (its exact deadline, <= the now of the call). The next job of its queue has started already. */
  ended(job: number, endMs: number): void
}

export type Admission = 'started' | 'queued' | 'overflow'

export interface WorkerQueueSpec {
  readonly workers: number
  readonly threads: number
  /** At most backlog + 1 jobs wait (a listen queue of 4 holds 5); with lanes, 1000 more a worker. */
  readonly backlog: number
}

/** gunicorn's `worker_connections`: how many a threaded worker accepts into its own queue. */
const acceptedPerWorker = 1000

/**
 * How backends work through their requests: the clock-free state machine both worlds share. Columns over all backends of
 * a fleet, so that ten thousand of them fit the processor's caches.
 *
 * - `workers * threads` servers a backend. threads === 1 or workers === 1: one FIFO queue for all (gunicorn sync, or one
 *   gthread worker). Otherwise a request belongs to a worker from its arrival ("lane", given by the caller) and waits in
 *   that worker's own FIFO, as gthread with several workers was measured to do.
 * - The virtual clock: a queued job starts at the *deadline* of the job before it, never at the time somebody noticed, so
 *   timer error does not pile up in the queue.
 * - At equal times jobs end in the order in which they started, and all ends come before an arrival. Of the free servers,
 *   the one idle for longest is taken: gunicorn's workers share their work evenly.
 *
 * Jobs are whole numbers of the caller's, unique in the fleet. Nothing is allocated in steady state.
 */
export class WorkerQueues {
  readonly #jobs: JobTable
  readonly #events: WorkerQueueEvents
  readonly #specs: readonly WorkerQueueSpec[]
  readonly #running = new DeadlineHeap()
  /** The first queue of each backend; one more entry at the end. */
  readonly #firstQueue: Int32Array
  /** How many more jobs may wait at each backend. */
  readonly #room: Int32Array
  /** Waiting jobs of each queue, linked by `JobTable.next`. */
  readonly #head: Int32Array
  readonly #tail: Int32Array
  /** Free servers of each queue, the one idle for longest first, linked by `#nextServer`. */
  readonly #firstFree: Int32Array
  readonly #lastFree: Int32Array
  readonly #nextServer: Int32Array
  /** The worker a server is a thread of. */
  readonly #workerOf: Int32Array
  /** The first server of each backend. */
  readonly #firstServer: Int32Array

  constructor(specs: readonly WorkerQueueSpec[], jobs: JobTable, events: WorkerQueueEvents) {
    this.#specs = specs
    this.#jobs = jobs
    this.#events = events
    this.#firstQueue = startsOf(specs.map(lanesOf))
    const queues = this.#firstQueue[specs.length]!
    this.#room = Int32Array.from(specs, roomOf)
    this.#head = new Int32Array(queues).fill(noJob)
    this.#tail = new Int32Array(queues).fill(noJob)
    this.#firstFree = new Int32Array(queues)
    this.#lastFree = new Int32Array(queues)
    this.#firstServer = startsOf(specs.map(({ workers, threads }) => workers * threads))
    this.#nextServer = new Int32Array(this.#firstServer[specs.length]!)
    this.#workerOf = new Int32Array(this.#firstServer[specs.length]!)
    for (let backend = 0; backend < specs.length; backend++) this.#freeAll(backend)
  }

  /** How many queues the backend has: `arrive` wants a lane below this. */
  lanes(backend: number): number {
    return this.#firstQueue[backend + 1]! - this.#firstQueue[backend]!
  }

  /** Jobs being served, of all backends. */
  get running(): number {
    return this.#running.size
  }

  /** Jobs in the backend's queues. */
  waiting(backend: number): number {
    return roomOf(this.#specs[backend]!) - this.#room[backend]!
  }

  /**
   * A job arrives, after everything due by now has ended. 'overflow': all is full, the job is not taken.
   * `JobTable.backend` of the job must be set.
   * @param lane the worker it belongs to, below `lanes`
   */
  arrive(backend: number, job: number, nowMs: number, lane: number): Admission {
    const queue = this.#firstQueue[backend]! + lane
    this.#jobs.queue[job] = queue
    const server = this.#firstFree[queue]!
    if (server !== none) {
      this.#firstFree[queue] = this.#nextServer[server]!
      this.#running.push(job, this.#start(job, server, nowMs))
      return 'started'
    }
    if (this.#room[backend] === 0) return 'overflow'
    this.#room[backend]!--
    this.#append(queue, job)
    return 'queued'
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
    this.#running.settle(job, endMs)
  }

  /** Crash: forgets all jobs of a backend. Those running come first, in order of their starts, then those waiting, lane by lane. */
  clear(backend: number): number[] {
    const jobs = this.#running.remove(job => this.#jobs.backend[job] === backend)
    this.#freeAll(backend)
    for (let queue = this.#firstQueue[backend]!; queue < this.#firstQueue[backend + 1]!; queue++) {
      while (this.#head[queue] !== noJob) jobs.push(this.#takeFirst(queue))
    }
    this.#room[backend] = roomOf(this.#specs[backend]!)
    return jobs
  }

  /** State first, `ended` last: whoever is told may call back. */
  #endTop(): void {
    const running = this.#running
    const { topMs: endMs, topJob: job } = running
    const queue = this.#jobs.queue[job]!
    const server = this.#jobs.server[job]!
    if (this.#head[queue] === noJob) {
      running.pop()
      this.#release(queue, server)
    } else {
      const next = this.#takeFirst(queue)
      this.#room[this.#jobs.backend[next]!]!++
      running.replaceTop(next, this.#start(next, server, endMs))
    }
    this.#events.ended(job, endMs)
  }

  /** Returns the deadline, ms. */
  #start(job: number, server: number, startMs: number): number {
    this.#jobs.server[job] = server
    return startMs + this.#events.serviceMs(job, startMs, this.#workerOf[server]!)
  }

  #append(queue: number, job: number): void {
    const next = this.#jobs.next
    next[job] = noJob
    if (this.#head[queue] === noJob) this.#head[queue] = job
    else next[this.#tail[queue]!] = job
    this.#tail[queue] = job
  }

  #takeFirst(queue: number): number {
    const job = this.#head[queue]!
    this.#head[queue] = this.#jobs.next[job]!
    return job
  }

  #release(queue: number, server: number): void {
    this.#nextServer[server] = none
    if (this.#firstFree[queue] === none) this.#firstFree[queue] = server
    else this.#nextServer[this.#lastFree[queue]!] = server
    this.#lastFree[queue] = server
  }

  /** Threads of one worker are servers of its own lane; without lanes, the first thread of each worker comes first. */
  #freeAll(backend: number): void {
    const { workers, threads } = this.#specs[backend]!
    const firstServer = this.#firstServer[backend]!
    const lanes = this.lanes(backend)
    for (let lane = 0; lane < lanes; lane++) this.#firstFree[this.#firstQueue[backend]! + lane] = none
    for (let server = 0; server < workers * threads; server++) {
      this.#workerOf[firstServer + server] = server % workers
      this.#release(this.#firstQueue[backend]! + (lanes === 1 ? 0 : server % workers), firstServer + server)
    }
  }
}

const none = -1

function lanesOf({ workers, threads }: WorkerQueueSpec): number {
  return threads > 1 ? workers : 1
}

function roomOf(spec: WorkerQueueSpec): number {
  const lanes = lanesOf(spec)
  return spec.backlog + 1 + (lanes > 1 ? lanes * acceptedPerWorker : 0)
}

/** Where each begins if they lie end to end; one more entry: where the last one ends. */
function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1)
  lengths.forEach((length, i) => {
    starts[i + 1] = starts[i]! + length
  })
  return starts
}
