/**
 * How one backend works through its requests: the clock-free state machine both worlds share. Contract only; see below.
 *
 * - `workers * threads` servers. threads === 1 or workers === 1: one FIFO queue for all (gunicorn sync, or one gthread
 *   worker). Otherwise a request belongs to a worker from its arrival ("lane", given by the caller) and waits in that
 *   worker's own FIFO, as gthread with several workers does (facts: strategies.md 6.2).
 * - The virtual clock: a queued job starts at the *deadline* of the job before it, never at the time somebody noticed, so
 *   timer error does not pile up in the queue.
 */
export interface WorkerQueueEvents {
  /** Job starts now: its service time in ms (>= 0), or Infinity for a job that only ends by `finish` (real CPU burn). */
  serviceMs(job: number, startMs: number): number
  /** Job ended at endMs (its exact deadline, <= the now of the call). */
  ended(job: number, endMs: number): void
}

export type Admission = 'started' | 'queued' | 'overflow'

export interface WorkerQueueSpec {
  readonly workers: number
  readonly threads: number
  /** At most backlog + 1 jobs wait (a listen queue of 4 holds 5); with lanes, 1000 more a worker. */
  readonly backlog: number
}
