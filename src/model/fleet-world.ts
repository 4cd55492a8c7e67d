import type { Random } from './random.js'

/** What the backends need and whom they tell. Positional numbers, not records: these run once a request at millions a second. */
export interface FleetWorld {
  /** Which worker of several threaded ones gets the next connection: they race for it. A stream a backend. */
  lane(backend: number): Random
  /** When the backends booted, for their slow start; ms on the clock of the trial, where 0 is the start of measuring. */
  readonly bootMs: number
  /**
   * A request ended. Its `fate` stands in the table; it waited from `arrivedMs` to `startMs`, and was served from then to
   * endMs: its ideal time at this backend. May call back into the model.
   */
  done(job: number, endMs: number): void
  /**
   * A request began to burn CPU on a worker (0 .. workers - 1 of its backend; threads of one worker share one CPU): call
   * `finish` later when so much was burnt, never from within. Where this is missing, CPU is waited for as any other time.
   */
  burn?(job: number, cpuMs: number, worker: number, startMs: number): void
  /**
   * A worker has a request that asks for a session (`JobTable.session` holds a `sessionAsks` value): write there what came of
   * it, a `sessionEnds` value, and return how long the store took, ms; or return Infinity, and call `stored` later. Where this
   * is missing, there are no sessions.
   */
  session?(job: number, startMs: number): number
  /** The process died with these requests, served, waiting, or knocking; none of them gets a `done`. */
  crashed?(backend: number, jobs: readonly number[], atMs: number): void
  recovered?(backend: number, atMs: number): void
  /** It takes no more connections, and is `stopped` once it has worked off what it has. These requests knocked, and get no `done`. */
  stopping?(backend: number, jobs: readonly number[], atMs: number): void
  /** The process that was stopping is gone. */
  stopped?(backend: number, atMs: number): void
  /** The process stands still, until it is `thawed`, `crashed`, or `stopping`. */
  frozen?(backend: number, atMs: number): void
  thawed?(backend: number, atMs: number): void
}
