import type { Flight, Request } from '../../balancer/balancer.js'
import type { Cause } from '../../strategies/strategy.js'
import type { ClientTimeouts } from './client-timeouts.js'
import type { SessionCookie } from './session-cookie.js'
import type { Tickets } from './tickets.js'
import type { UpstreamPool } from './upstream-pool.js'

/** What a data plane has counted since its start. */
export interface DataPlaneStats {
  /** Requests a Flight was opened for. */
  requests: number
  /** Requests refused for their framing; those with a broken head opened no Flight. */
  refused: number
  /** Clients that left before their answer was complete (nginx: 499). */
  clientsGone: number
  /** Clients that did not send their request, or take their answer, in time. */
  clientsTimedOut: number
  /** Requests sent again because a kept-alive connection had just been closed. */
  staleRetries: number
  /** Answers that broke off after the client had got their beginning. */
  cutAnswers: number
}

/** The balancer, as requests on the wire use it. */
export interface Balancing {
  /** One flight a request. */
  open(request: Request, ticket: number): Flight
  /** To be called after calls of a flight: what the balancer asked for meanwhile happens now, and its timer is set anew. */
  settle(): void
  /** Nobody watches by default, and then nothing is done for it. */
  readonly watch?: RequestWatch | undefined
}

/** Who counts how requests and tries end. */
export interface RequestWatch {
  /**
   * @param backend whose answer the client got, -1 where it got one of ours, or none
   * @param status of the answer; 499 where the client left before it had one
   * @param ms from the request's head to the end of the answer
   */
  requestEnded(backend: number, status: number, ms: number): void
  tryEnded(backend: number, cause: Cause): void
}

/** A request under way, for a balancer that comes back to it. */
export interface Awaiting {
  /** It waits for the balancer to come back to it: for a place, or for the end of a backoff. */
  readonly held: boolean
  /** It was held: it may ask for a backend again. */
  resume(): void
  /** It should be tried at a second backend beside the one that has not answered yet. */
  hedge(): void
}

/** What all connections of one data plane share. */
export interface PlaneContext {
  /** A pool a backend, by the Flight's index. */
  readonly pools: readonly UpstreamPool[]
  /** Today's balancer: a request stays with the one it began with. */
  readonly balancing: () => Balancing
  readonly tickets: Tickets<Awaiting>
  /** Undefined where sessions are not kept by cookie. */
  readonly session: SessionCookie | undefined
  /** Whether flights are asked about answers, too. */
  readonly retriesStatuses: boolean
  /** Backends are asked how loaded they are, with each request. */
  readonly feedback: boolean
  readonly now: () => number
  readonly connectTimeoutMs: number
  readonly readTimeoutMs: number
  readonly clientTimeouts: ClientTimeouts
  /** Host of a request whose HTTP/1.0 client named none. */
  readonly hostName: string
  readonly stats: DataPlaneStats
}
