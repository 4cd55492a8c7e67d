import type { Flight, Request } from '../../balancer/balancer.js'
import type { ClientTimeouts } from './client-timeouts.js'
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

/** What all connections of one data plane share. */
export interface PlaneContext {
  /** A pool a backend, by the Flight's index. */
  readonly pools: readonly UpstreamPool[]
  readonly open: (request: Request, ticket: number) => Flight
  readonly now: () => number
  readonly connectTimeoutMs: number
  readonly readTimeoutMs: number
  readonly clientTimeouts: ClientTimeouts
  /** Host of a request whose HTTP/1.0 client named none. */
  readonly hostName: string
  readonly stats: DataPlaneStats
}
