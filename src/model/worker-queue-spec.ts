/** What the queues of a backend are to be. */
export interface WorkerQueueSpec {
  readonly workers: number
  readonly threads: number
  /** At most backlog + 1 jobs wait (a listen queue of 4 holds 5); with lanes, 1000 more a worker. */
  readonly backlog: number
}

/** gunicorn's `worker_connections`: how many a threaded worker accepts into its own queue. */
const acceptedPerWorker = 1000

/** How many queues it has: one for all, or one a worker. */
export function lanesOf({ workers, threads }: WorkerQueueSpec): number {
  return threads > 1 ? workers : 1
}

/** How many jobs may wait in all of them. */
export function roomOf(spec: WorkerQueueSpec): number {
  const lanes = lanesOf(spec)
  return spec.backlog + 1 + (lanes > 1 ? lanes * acceptedPerWorker : 0)
}
