import type { Distribution } from './distribution.js'

/** One simulated backend, complete. */
export interface BackendSpec {
  /** Unique in the scenario: as written, else "b1", "b2", ... (or "NAME-1", ... for an entry with a count). */
  readonly name: string
  /** Whole, >= 1. */
  readonly weight: number
  /** Worker processes. */
  readonly workers: number
  /** Threads a worker; concurrency is workers * threads. */
  readonly threads: number
  /** Length of the listen backlog: how many requests may wait before connects stall, as gunicorn's. */
  readonly backlog: number
  /** How long an idle connection stays open, ms; 0 closes after every answer, as gunicorn's sync worker. */
  readonly keepAliveMs: number
  readonly latency: Distribution
  /** Share of the service time that burns real CPU, [0, 1]. */
  readonly cpuShare: number
  readonly failures: FailureSpec
  /** After boot and after `recover`: service times start `factor` times longer and decay linearly to 1 over `forMs`. */
  readonly slowStart: { readonly forMs: number; readonly factor: number } | undefined
  /** In time order. Time 0 is when measuring begins; the warm-up runs before it. */
  readonly faults: readonly FaultEvent[]
  /** TCP port to listen on; 0 for any free one. */
  readonly port: number
  /** nginx `backup`: used only where no primary is available. */
  readonly backup: boolean
  /** nginx `max_fails` and `fail_timeout` of this backend. */
  readonly maxFails: number
  readonly failTimeoutMs: number
  /** Requests the balancer sends it at once, HAProxy `maxconn`, nginx `max_conns`; 0: no limit. */
  readonly maxRequests: number
}

/** What share of requests fails and how. The shares add up to at most 1. */
export interface FailureSpec {
  /** Answered with `status`. */
  readonly errorShare: number
  readonly status: number
  /** TCP RST instead of an answer. */
  readonly resetShare: number
  /** FIN instead of an answer. */
  readonly closeShare: number
  /** Never answered: holds a worker for `hangMs` (gunicorn's --timeout), then FIN. */
  readonly hangShare: number
  readonly hangMs: number
  /** Error, reset and close come after this share of the service time: 1 as a late crash, 0 fails fast. */
  readonly afterShare: number
}

export type FaultEvent =
  | { readonly atMs: number; readonly kind: 'crash' }
  /** The process starts; where it is the first of its kind, `crash` and `stop` included, there was none before. */
  | { readonly atMs: number; readonly kind: 'recover' }
  /** In good order, as SIGTERM: takes no new connections, works off what is there, and is gone. A `recover` waits for that. */
  | { readonly atMs: number; readonly kind: 'stop' }
  /** Requests that start from now on take `factor` times longer; factor 1 ends it. */
  | { readonly atMs: number; readonly kind: 'slow'; readonly factor: number }
  /** As SIGSTOP: connections are accepted, nothing is answered, and work stands still; `thaw`, as SIGCONT, goes on with it. */
  | { readonly atMs: number; readonly kind: 'freeze' | 'thaw' }
  /** So many more of the requests that start from now on are answered with `status`; share 0 ends it. */
  | { readonly atMs: number; readonly kind: 'errors'; readonly share: number; readonly status: number }
