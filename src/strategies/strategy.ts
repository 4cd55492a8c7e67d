import type { BalancerSpec } from '../model/balancer-spec.js'
import type { Random } from '../model/random.js'

/** What the balancer knows, one column a fact, one entry a backend. Strategies read it and never write it. */
export interface Pool {
  readonly size: number
  readonly names: readonly string[]
  /** "host:port" (or any stable address text), what consistent hashes are computed over. */
  readonly addresses: readonly string[]
  /**
   * Weights in force, integers >= 1, in units of 1 / `weightScale` of a configured weight. They change while the trial
   * runs, by slow start or by the operator; `Chooser.changed` tells.
   */
  readonly weight: Int32Array
  /** 1, or 256 where slow start may make parts of a weight. A power of two, so that ratios stay exact. */
  readonly weightScale: number
  /** Requests sent and not yet answered. */
  readonly inFlight: Int32Array
  /** 1 where this pick may go: up, not banned by health, below its limit, not tried by this request already. */
  readonly available: Uint8Array
  /**
   * 1 where a backend belongs to the layout, whoever may be picked just now: not down, banned, unhealthy, ejected,
   * draining or gone. One at its limit is up, and one that this request has tried. While panic ignores health, sick
   * backends are up too. Wherever `available` is 1 this is. Pick by `available`; lay out rings and maps by this.
   */
  readonly up: Uint8Array
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

/**
 * Why a try ended. `answer`: a whole valid answer, of any status. `connect`: no connection. `reset`: the connection broke
 * before the answer. `timeout`: no answer in time. `invalid`: what came is no HTTP. `cancelled`: nobody waits any more,
 * because the client left or another try of the same request was faster.
 */
export type Cause = 'answer' | 'connect' | 'reset' | 'timeout' | 'invalid' | 'cancelled'

/** How one try of a request ended, told to the strategy. Valid during the call only: one record may serve all requests. */
export interface Outcome {
  readonly cause: Cause
  /** True of `connect`, `reset`, `timeout` and `invalid`: what health counts as a failure. */
  readonly failed: boolean
  /** HTTP status, or 0 where none came. */
  readonly status: number
  /** From sending to the end of the answer, ms. */
  readonly latencyMs: number
  /** From sending to the head of the answer, ms; `latencyMs` where none came. */
  readonly headMs: number
  /** How long the backend says it worked on it, without waiting, ms; NaN where it did not say. */
  readonly serviceMs: number
  /** How many requests the backend says were waiting there when it answered; NaN where it did not say. */
  readonly queued: number
}

/** What a backend says of its load when it is asked outside of any request. */
export interface ProbeReport {
  /** No answer came, or no valid one; the numbers mean nothing then. */
  readonly failed: boolean
  /** Requests in flight there, served or waiting, from all balancers. */
  readonly inFlight: number
  /** Median of recent latencies there at about that many in flight, ms; NaN where it has none yet. */
  readonly latencyMs: number
}

/** What a chooser may ask of its balancer besides the pool. */
export interface Services {
  /** Asks that backend for its load, off the path of any request; `Chooser.probed` gets the answer, or its failure. */
  probe(backend: number): void
  /** Calls `Chooser.woken` once, at that time or soon after; the last call counts, Infinity calls it off. */
  wakeAt(atMs: number): void
}

/** A strategy at work on one pool in one trial. Time and chance are given, never taken. */
export interface Chooser {
  /** Index of the backend to use, or -1 where none may serve. Must only return backends with `available[i] === 1`. */
  pick(request: RequestView, nowMs: number): number
  /** Called after `pool.inFlight[backend]` went up: after a pick, or without one where a sticky session decided. */
  sent?(backend: number, nowMs: number): void
  /** Called after `pool.inFlight[backend]` went down. */
  answered?(backend: number, outcome: Outcome, nowMs: number): void
  /**
   * `available`, `up` or `weight` of this backend changed; all others are as they were at the last call. Called for each
   * that changes, also where it changes for the length of one pick: O(log n) is what this may cost.
   */
  changed?(backend: number): void
  /** What `Services.probe` asked for. */
  probed?(backend: number, report: ProbeReport, nowMs: number): void
  /** The time of `Services.wakeAt` has come. */
  woken?(nowMs: number): void
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

/** Families of strategies, in the order of lists. */
export const families = ['rotation', 'random', 'load', 'latency', 'hash', 'nested', 'cloud', 'own'] as const
export type Family = (typeof families)[number]

/** What a strategy has to be told besides who is available. */
export type Knowledge =
  | 'weights'
  | 'failures'
  | 'in flight'
  | 'latency'
  | 'client'
  | 'path'
  /** `Outcome.serviceMs` and `Outcome.queued`: the backends must report them. */
  | 'server load'
  /** `Services.probe`: the backends must answer them. */
  | 'probes'
  /** Connection limits: without any it does not do what it is for. */
  | 'limits'

/** How to choose a backend. Small, pure, one a file. */
export interface Strategy {
  readonly name: string
  /** Other names people type, e.g. `least_conn` for `lc`. */
  readonly aliases?: readonly string[]
  readonly summary: string
  /** Paper or upstream source this follows. */
  readonly reference: string
  readonly family: Family
  /** Whose picks it makes, letter for letter where chance allows: "nginx", "HAProxy 2.6". Its conformance is tested. */
  readonly product?: string
  /** What it has to be told, for `lbbench list strategies`. */
  readonly knows: readonly Knowledge[]
  /** It lays out its weights once, as a map or a ring: slow start does nothing for it, and its `weightScale` is 1. */
  readonly fixedWeights?: boolean
  /** Why some backends are never served even where all are alike, as in "it ..."; without it, all must be in the end. */
  readonly partial?: string
  readonly options?: Readonly<Record<string, OptionSpec>>
  /** What the product sets around its choice, which takes the place of the scenario's `balancer:` for this candidate. */
  around?(options: Options): Partial<BalancerSpec>
  /** Fresh memory for one trial. */
  start(pool: Pool, options: Options, random: Random, services: Services): Chooser
}
