import { DeadlineHeap } from './deadline-heap.js'
import { Ring } from './ring.js'

/** What the queue asks and tells. `serviceMs` must not call back into the queue; `ended` may. */
export interface WorkerQueueEvents {
  /**
   * Job starts now on this worker (0 .. workers - 1): its service time in ms (>= 0), or Infinity for a job that only ends
   * by `finish` (real CPU burn).
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
 * How one backend works through its requests: the clock-free state machine both worlds share.
 *
 * - `workers * threads` servers. threads === 1 or workers === 1: one FIFO queue for all (gunicorn sync, or one gthread
 *   worker). Otherwise a request belongs to a worker from its arrival ("lane", given by the caller) and waits in that
 *   worker's own FIFO, as gthread with several workers was measured to do.
 * - The virtual clock: a queued job starts at the *deadline* of the job before it, never at the time somebody noticed, so
 *   timer error does not pile up in the queue.
 * - At equal times jobs end in the order in which they started, and all ends come before an arrival. Of the free workers,
 *   the one idle for longest is taken: gunicorn's share their work evenly.
 *
 * Jobs are whole numbers of the caller's, unique among those in the queue. Nothing is allocated in steady state.
 */
export class WorkerQueue {
  readonly #events: WorkerQueueEvents
  readonly #spec: WorkerQueueSpec
  readonly #running = new DeadlineHeap()
  /** One of each a lane. A free worker is in its ring once a free thread. */
  readonly #queues: readonly Ring[]
  readonly #free: readonly Ring[]
  readonly #room: number
  #waiting = 0

  constructor(spec: WorkerQueueSpec, events: WorkerQueueEvents) {
    const lanes = spec.threads > 1 ? spec.workers : 1
    this.#spec = spec
    this.#events = events
    this.#queues = Array.from({ length: lanes }, () => new Ring())
    this.#free = Array.from({ length: lanes }, () => new Ring())
    this.#room = spec.backlog + 1 + (lanes > 1 ? lanes * acceptedPerWorker : 0)
    this.#freeAll()
  }

  /** How many queues there are: `arrive` wants a lane below this. */
  get lanes(): number {
    return this.#queues.length
  }

  /** Jobs being served. */
  get running(): number {
    return this.#running.size
  }

  /** Jobs in the queues. */
  get waiting(): number {
    return this.#waiting
  }

  /**
   * A job arrives, after everything due by now has ended. 'overflow': all is full, the job is not taken.
   * @param lane the worker it belongs to, below `lanes`
   */
  arrive(job: number, nowMs: number, lane: number): Admission {
    this.advance(nowMs)
    const free = this.#free[lane]!
    if (free.size > 0) {
      const worker = free.shift()
      this.#running.push(job, worker, nowMs + this.#events.serviceMs(job, nowMs, worker))
      return 'started'
    }
    if (this.#waiting >= this.#room) return 'overflow'
    this.#queues[lane]!.push(job)
    this.#waiting++
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

  /** A job whose service time was Infinity ends at endMs, past or to come: at the next `advance`. @throws {Error} if there is none */
  finish(job: number, endMs: number): void {
    this.#running.settle(job, endMs)
  }

  /** Crash: forgets all jobs. Those running come first, in order of their starts, then those waiting, lane by lane. */
  clear(): number[] {
    const jobs = this.#running.drain()
    for (const queue of this.#queues) jobs.push(...queue.drain())
    this.#waiting = 0
    this.#freeAll()
    return jobs
  }

  /** State first, `ended` last: whoever is told may call back. */
  #endTop(): void {
    const running = this.#running
    const { topMs: endMs, topJob: job, topWorker: worker } = running
    const lane = this.#queues.length === 1 ? 0 : worker
    const queue = this.#queues[lane]!
    if (queue.size > 0) {
      const next = queue.shift()
      this.#waiting--
      running.replaceTop(next, endMs + this.#events.serviceMs(next, endMs, worker))
    } else {
      running.pop()
      this.#free[lane]!.push(worker)
    }
    this.#events.ended(job, endMs)
  }

  #freeAll(): void {
    const { workers, threads } = this.#spec
    for (const free of this.#free) free.drain()
    for (let thread = 0; thread < threads; thread++) {
      for (let worker = 0; worker < workers; worker++) this.#free[this.#free.length === 1 ? 0 : worker]!.push(worker)
    }
  }
}
