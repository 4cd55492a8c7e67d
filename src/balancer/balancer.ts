import type { PoolChange } from '../model/balancer-spec.js'
import type { BalancerStats } from '../model/balancer-stats.js'
import type { Outcome, ProbeReport, RequestView } from '../strategies/strategy.js'

/** Answers of `pick` and `next` that are no backend. `refused`: none may serve, or retries are used up: 502 or 504. */
export const refused = -1
/** The request waits, for a place or for its backoff: its world is told by `BalancerWorld.resume` to ask again. */
export const held = -2
/** Over a limit: 503 at once. */
export const shed = -3

/** What a balancer knows of a request; read while it decides. */
export interface Request {
  readonly client: string
  readonly path: string
  /** Value of the session cookie it came with; '' where there is none. Needed with `sticky: cookie` only. */
  readonly cookie?: string
  /** False of POST and the like: not sent again once a backend may have seen it. True where it is left out. */
  readonly repeatable?: boolean
}

/**
 * A request as its world keeps it between calls. `attempt` is how many backends it has tried. `ticket` is a number of the
 * world's own, unique among the requests under way; it stands for the request where the balancer has to come back to it.
 */
export interface RoutedRequest extends Required<Request>, RequestView {
  readonly ticket: number
}

/**
 * One request's way through the balancer, for worlds that have an object a request. The data plane asks `next()` for a
 * backend, tries it, says how the try ended, and asks whether there should be another.
 *
 * Each `next()` that gave a backend is followed by exactly one `ended()` for that backend; with hedging two tries may run
 * at once, at different backends. `close()` comes last, once, whatever happened. Anything else is a fault of the caller
 * and throws.
 */
export interface Flight {
  /** Backend to try now, counted as in flight from this moment; `refused`, `held` or `shed`. */
  next(nowMs: number): number
  /** The try at that backend ended. Nobody keeps the record, so the caller may use it again. */
  ended(backend: number, outcome: Outcome, nowMs: number): void
  /** Whether the request should be tried again after this outcome; where true, `next()` gives where and when. */
  retries(outcome: Outcome, nowMs: number): boolean
  /** The request has ended, or its client has left: what waited for it is dropped. */
  close(nowMs: number): void
  /** Backends tried so far. */
  readonly tries: number
  /** Value of the session cookie to be set with the answer of that backend; undefined where it has the right one. */
  cookieFor(backend: number): string | undefined
}

/** Whom a balancer asks to do what takes time or a network. Called from within any of its methods but `pick` and `next`. */
export interface BalancerWorld {
  /** GET `path` on a connection of its own; answered by `Balancer.checked`, at the latest after `timeoutMs`. */
  check(backend: number, path: string, timeoutMs: number): void
  /** Asks a backend for its load; answered by `Balancer.probed`. May be called from within `pick`: answer later. */
  probe(backend: number): void
  /** That request may ask again now: `pick` or `next`, which will not hold it for the same reason. */
  resume(ticket: number, nowMs: number): void
  /** That request should have another try beside the one that runs: `pick` or `next`, with that one counted as tried. */
  hedge(ticket: number, nowMs: number): void
}

/** Backends, a strategy, and everything around it: what both worlds route requests with. Knows no socket and no clock. */
export interface Balancer {
  /** The numbers of backends everywhere: primaries and backups in declaration order. */
  readonly names: readonly string[]
  readonly stats: Readonly<BalancerStats>
  /** A request arrived. One flight a request. `ticket` as in `RoutedRequest`. */
  open(request: Request, ticket?: number): Flight
  /**
   * What flights are made of, for who keeps the tries of millions of requests himself: the backend for a request that has
   * tried these, in this order, in flight from now on; `refused`, `held` or `shed`.
   * @param request whose `attempt` is `tried.length`; read while this runs
   */
  pick(request: RoutedRequest, tried: readonly number[], nowMs: number): number
  /** A try ended. `ticket` is the request's. */
  ended(backend: number, outcome: Outcome, nowMs: number, ticket: number): void
  /** As `Flight.retries`; `tried` with the try that just ended. */
  retries(request: RoutedRequest, tried: readonly number[], outcome: Outcome, nowMs: number): boolean
  /** As `Flight.close`. */
  close(ticket: number, nowMs: number): void
  /** The request has another ticket from now on. */
  move(from: number, to: number): void
  cookieFor(request: RoutedRequest, backend: number): string | undefined
  /** When `advance` has something to do, ms on the caller's clock; Infinity where nothing is planned. May change at any call. */
  nextMs(): number
  /** Everything planned until now happens: checks, ends of ejections, backoffs, hedges, changes of the pool. */
  advance(nowMs: number): void
  /** An active check ended; `ok` where a good status came in time. */
  checked(backend: number, ok: boolean, nowMs: number): void
  probed(backend: number, report: ProbeReport, nowMs: number): void
  /** The operator, or an autoscaler, does this now, whatever its `atMs` says. */
  change(change: PoolChange, nowMs: number): void
  /** Requests sent to that backend and not yet ended. */
  inFlight(backend: number): number
  /** Whether a request that has tried nothing yet could go there now. */
  available(backend: number, nowMs: number): boolean
  /** Whether it is neither sick nor down nor draining nor gone; it may be full, and in panic others may serve, too. */
  healthy(backend: number, nowMs: number): boolean
}
