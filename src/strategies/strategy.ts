import type { Random } from '../model/random.js'

/** What the balancer knows, one column a fact, one entry a backend. Strategies read it and never write it. */
export interface Pool {
  readonly size: number
  readonly names: readonly string[]
  /** "host:port" (or any stable address text), what consistent hashes are computed over. */
  readonly addresses: readonly string[]
  /** Configured weights, integers >= 1. */
  readonly weight: Int32Array
  /** Requests sent and not yet answered. */
  readonly inFlight: Int32Array
  /** 1 where this pick may go: up, not banned by health, not tried by this request already. */
  readonly available: Uint8Array
  /** nginx `max_fails` of each backend; 0 switches failure accounting off. */
  readonly maxFails: Int32Array
}

/** What a strategy may know of a request. Valid during the call only: the object serves other requests afterwards. */
export interface RequestView {
  /**
   * The client's address as the balancer believes it: last X-Forwarded-For entry, else the peer. IPv4 or IPv6 text.
   * May be made when it is read, so a strategy that does not look at it should not read it.
   */
  readonly client: string
  /** Request target, e.g. "/cart?id=7". */
  readonly path: string
  /** 0 for the first try of a request, 1 for its first retry, ... */
  readonly attempt: number
}

/** How one try of a request ended, told to the strategy. Valid during the call only: one record may serve all requests. */
export interface Outcome {
  /** True where health counts it as a failure (connect error, timeout, reset, invalid answer). */
  readonly failed: boolean
  /** HTTP status, or 0 where none came. */
  readonly status: number
  /** From sending to the end of the answer, ms. */
  readonly latencyMs: number
}

/** A strategy at work on one pool in one trial. Time and chance are given, never taken. */
export interface Chooser {
  /** Index of the backend to use, or -1 where none may serve. Must only return backends with `available[i] === 1`. */
  pick(request: RequestView, nowMs: number): number
  /** Called after `pool.inFlight[backend]` went up. */
  sent?(backend: number, nowMs: number): void
  /** Called after `pool.inFlight[backend]` went down. */
  answered?(backend: number, outcome: Outcome, nowMs: number): void
  /**
   * The availability (or weight) of this backend changed; all others are as they were at the last call. Called for each
   * that changes, also where it changes for the length of one pick: O(log n) is what this may cost.
   */
  changed?(backend: number): void
}

/** One option of a strategy: `p2c?choices=3`. */
export interface OptionSpec {
  readonly summary: string
  readonly default: number | string | boolean
  /** For numbers: inclusive bounds; whole where `integer`. */
  readonly min?: number
  readonly max?: number
  readonly integer?: boolean
  /** For strings: the allowed values. */
  readonly values?: readonly string[]
}

export type Options = Readonly<Record<string, number | string | boolean>>

/** How to choose a backend. Small, pure, one a file. */
export interface Strategy {
  readonly name: string
  /** Other names people type, e.g. `least_conn` for `lc`. */
  readonly aliases?: readonly string[]
  readonly summary: string
  /** Paper or upstream source this follows. */
  readonly reference: string
  readonly family: 'rotation' | 'random' | 'load' | 'hash'
  readonly options?: Readonly<Record<string, OptionSpec>>
  /** Fresh memory for one trial. */
  start(pool: Pool, options: Options, random: Random): Chooser
}
