import { createServer, type Server } from 'node:net'
import { listen } from '../listen.js'
import { ClientConnection } from './client-connection.js'
import { type ClientTimeouts, defaultClientTimeouts, defaultUpstreamIdleMs } from './client-timeouts.js'
import type { Awaiting, Balancing, DataPlaneStats, PlaneContext } from './plane-context.js'
import { SessionCookie } from './session-cookie.js'
import { sweep } from './sweep.js'
import { Tickets } from './tickets.js'
import type { Destination } from './upstream.js'
import { UpstreamPool } from './upstream-pool.js'

export interface DataPlaneOptions {
  /** In the order of the Flight's indices. */
  readonly backends: readonly Destination[]
  /** Asked at each request: whose flights they are may change while the plane runs. */
  readonly balancing: () => Balancing
  /** The cookie that keeps sessions, hidden from backends; `ttlMs` Infinity: for good. None by default. */
  readonly session?: { readonly cookie: string; readonly ttlMs: number }
  /** Whether some statuses are tried elsewhere, so that flights have to be asked about answers; true by default. */
  readonly retriesStatuses?: boolean
  /** Ask backends how loaded they are, for strategies that know 'server load'; false by default. */
  readonly feedback?: boolean
  readonly connectTimeoutMs: number
  /** Between two reads, or two writes, of a backend's connection; as nginx's proxy_read_timeout and proxy_send_timeout. */
  readonly readTimeoutMs: number
  /** Any steady clock, ms. */
  readonly now: () => number
  /** Idle connections kept for each backend; 256 by default, as many as one nginx worker is usually given. */
  readonly maxIdlePerBackend?: number
  /** After which idle connections to backends are closed, ms; 60 s by default, as nginx. */
  readonly upstreamIdleMs?: number
  /** The clients' part in time; what is left out is as nginx has it. */
  readonly clientTimeouts?: Partial<ClientTimeouts>
}

export interface DataPlane {
  readonly server: Server
  /**
   * Listens; port 0 takes a free one. Resolves to the port.
   * @throws LbbenchError PORT_TAKEN
   */
  listen(port: number, host: string): Promise<number>
  /** Stops at once: every connection is destroyed, every flight under way ended. */
  close(): Promise<void>
  /** The request under way that was opened with this ticket. */
  awaiting(ticket: number): Awaiting | undefined
  readonly stats: Readonly<DataPlaneStats>
  /** Requests that have not ended, and those of them that are held. */
  underWay(): { readonly requests: number; readonly held: number }
  /** Idle upstream connections and connections ever opened, a number a backend. */
  upstreams(): { readonly idle: readonly number[]; readonly opened: readonly number[] }
}

/**
 * A reverse proxy on node:net: strict HTTP/1.1 framing, keep-alive on both sides, streaming with back-pressure.
 *
 * Its own answers: 400, 405, 431, 501, 505 refuse a request, and no byte of it goes to a backend; 408 where it did not
 * arrive in time; 502 where no backend is available, or the last one tried refused, reset, closed or answered nonsense;
 * 504 where it took too long to connect or to answer; 503 where the balancer sheds: its queue is full or was waited in for
 * too long, or a circuit breaker is open. Closing destroys connections and answers nothing.
 *
 * A try that fails before the client got the head of an answer is made again where the flight says so, but not once more
 * than 64 KiB of a body went by. With `retriesStatuses` the flight is asked about every answer, too: one that is
 * to be tried elsewhere is not relayed.
 */
export function createDataPlane(options: DataPlaneOptions): DataPlane {
  const context = contextOf(options)
  const clients = new Set<ClientConnection>()
  const stopSweeping = sweepAll(context, clients, options.upstreamIdleMs ?? defaultUpstreamIdleMs)
  // Half-open, so that a FIN leaves the choice what to do to ClientConnection.
  const server = createServer({ noDelay: true, allowHalfOpen: true }, socket => {
    const client = new ClientConnection(context, socket)
    clients.add(client)
    socket.on('close', () => clients.delete(client))
  })
  server.on('close', stopSweeping)
  return {
    server,
    listen: (port, host) => listen(server, port, host, 'the balancer'),
    close: () => closeAll(server, clients, context.pools),
    awaiting: ticket => context.tickets.holder(ticket),
    stats: context.stats,
    underWay: () => {
      const holders = context.tickets.holders()
      return { requests: holders.length, held: holders.filter(({ held }) => held).length }
    },
    upstreams: () => ({ idle: context.pools.map(pool => pool.idle), opened: context.pools.map(pool => pool.opened) }),
  }
}

/** Above it Node's timers warn and fire at once. */
const maxTimerMs = 2 ** 31 - 1

function contextOf(options: DataPlaneOptions): PlaneContext {
  const { backends, balancing, now, maxIdlePerBackend = 256, session } = options
  const { retriesStatuses = true, feedback = false } = options
  const timeouts = { ...defaultClientTimeouts, ...options.clientTimeouts }
  const times = {
    connectTimeoutMs: Math.min(options.connectTimeoutMs, maxTimerMs),
    readTimeoutMs: Math.min(options.readTimeoutMs, maxTimerMs),
  }
  return {
    ...times,
    pools: backends.map(backend => new UpstreamPool(backend, times, maxIdlePerBackend)),
    balancing,
    tickets: new Tickets(),
    session: session && new SessionCookie(session.cookie, session.ttlMs),
    retriesStatuses,
    feedback,
    now,
    hostName: 'localhost',
    clientTimeouts: { ...timeouts, sendMs: Math.min(timeouts.sendMs, maxTimerMs) },
    stats: { requests: 0, refused: 0, clientsGone: 0, clientsTimedOut: 0, staleRetries: 0, cutAnswers: 0 },
  }
}

function sweepAll(
  { now, pools, clientTimeouts }: PlaneContext,
  clients: ReadonlySet<ClientConnection>,
  upstreamIdleMs: number,
): () => void {
  const look = (): void => {
    const nowMs = now()
    for (const client of clients) client.sweep(nowMs)
    for (const pool of pools) pool.expire(nowMs - upstreamIdleMs)
  }
  return sweep(look, [upstreamIdleMs, ...Object.values(clientTimeouts)])
}

function closeAll(
  server: Server,
  clients: ReadonlySet<ClientConnection>,
  pools: readonly UpstreamPool[],
): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    for (const client of clients) client.destroy()
    for (const pool of pools) pool.destroy()
  })
}
