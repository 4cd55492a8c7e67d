import { connect, createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Flight, Request } from '../../src/balancer/balancer.js'
import { createDataPlane, type DataPlane, type DataPlaneOptions } from '../../src/live/wire/data-plane.js'

/** Bytes and ends of connections, as they are: for tests of this room. All on loopback, all torn down with the test. */

/** Listens on a free port until the test ends. */
export async function serve(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', socket => sockets.add(socket))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return portOf(server)
}

export function portOf(server: Server): number {
  return (server.address() as { port: number }).port
}

/** A port nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const port = portOf(server)
  await new Promise(resolve => server.close(resolve))
  return port
}

export interface RawClient {
  readonly socket: Socket
  /** Everything received so far, latin1. */
  readonly text: () => string
  /** Resolves once `text()` matches; rejects where the connection ends before. */
  until(pattern: RegExp): Promise<string>
  /** Resolves with everything received once the connection is closed. */
  closed(): Promise<string>
  /** The error the connection ended with, e.g. ECONNRESET. */
  readonly error: () => string | undefined
}

export function client(port: number, bytes: string | Buffer = ''): RawClient {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true })
  let text = ''
  let error: string | undefined
  let isClosed = false
  socket.on('data', chunk => {
    text += chunk.toString('latin1')
  })
  socket.on('end', () => socket.end())
  socket.on('error', (e: NodeJS.ErrnoException) => {
    error = e.code
  })
  socket.on('close', () => {
    isClosed = true
  })
  onTestFinished(() => void socket.destroy())
  if (bytes.length > 0) socket.write(bytes, 'latin1')
  const until = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const matches = pattern.test(text)
        if (!matches && !isClosed) return
        socket.off('data', look)
        socket.off('close', look)
        if (matches) resolve(text)
        else reject(new Error(`closed before ${pattern}: ${JSON.stringify(text.slice(0, 400))}`))
      }
      socket.on('data', look)
      socket.on('close', look)
      look()
    })
  const closed = (): Promise<string> =>
    new Promise(resolve => {
      if (isClosed) resolve(text)
      else socket.on('close', () => resolve(text))
    })
  return { socket, text: () => text, until, closed, error: () => error }
}

/** Polls for what happens elsewhere in this process; fails after 5 s. */
export async function eventually(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 5_000; Date.now() < end; ) {
    if (holds()) return
    await new Promise(resolve => setTimeout(resolve, 2))
  }
  throw new Error(`not within 5 s: ${holds}`)
}

/** A backend that does to each connection what it is told, with the bytes so far. */
export interface ScriptedBackend {
  readonly port: number
  readonly server: Server
  /** Everything received on all connections, latin1, in order of arrival. */
  readonly received: () => string
  readonly connections: () => number
}

export async function scripted(
  onData: (socket: Socket, received: string, connection: number) => void,
): Promise<ScriptedBackend> {
  let all = ''
  let connections = 0
  const server = createServer(socket => {
    const connection = connections++
    let text = ''
    socket.on('error', () => {})
    socket.on('data', chunk => {
      text += chunk.toString('latin1')
      all += chunk.toString('latin1')
      onData(socket, text, connection)
    })
  })
  const port = await serve(server)
  return { port, server, received: () => all, connections: () => connections }
}

/** Answers each request without a body with 200 and its own target. */
export function answering(name = 'ok'): Promise<ScriptedBackend> {
  return scripted((socket, received) => {
    if (received.endsWith('\r\n\r\n')) socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${name.length}\r\n\r\n${name}`)
  })
}

/** What the flights of a data plane were told, and whether that adds up. */
export class FlightLog {
  readonly inFlight: number[]
  /** Backends tried, a request an entry: "0>1". */
  readonly tried: string[] = []
  /** Targets, an entry a request. */
  readonly paths: string[] = []
  readonly clients: string[] = []
  readonly outcomes: { readonly failed: boolean; readonly status: number }[] = []
  readonly #size: number
  #turn = 0

  constructor(size: number) {
    this.#size = size
    this.inFlight = new Array(size).fill(0)
  }

  /** Round robin over the backends this request has not tried. Throws where `ended` and `next` do not alternate. */
  readonly open = (request: Request): Flight => {
    const index = this.tried.push('') - 1
    this.clients.push(request.client)
    this.paths.push(request.path)
    const tried: number[] = []
    let current = -1
    return {
      next: () => {
        if (current >= 0) throw new Error('next() during a try')
        if (tried.length === this.#size) return -1
        do current = this.#turn++ % this.#size
        while (tried.includes(current))
        tried.push(current)
        this.tried[index] = tried.join('>')
        this.inFlight[current]!++
        return current
      },
      ended: (backend, { failed, status }) => {
        if (current !== backend) throw new Error('ended() without a try')
        this.inFlight[current]!--
        this.outcomes.push({ failed, status })
        current = -1
      },
      retries: ({ failed, cause }) => failed && (request.repeatable !== false || cause === 'connect'),
      close: () => undefined,
      cookieFor: () => undefined,
      get tries() {
        return tried.length
      },
    }
  }
}

export interface Lab {
  readonly plane: DataPlane
  readonly port: number
  readonly log: FlightLog
}

type LabOptions = Partial<Omit<DataPlaneOptions, 'backends'>>

/** A data plane in front of the given ports. */
export async function lab(ports: readonly number[], options: LabOptions = {}): Promise<Lab> {
  const log = new FlightLog(ports.length)
  const plane = createDataPlane({
    backends: ports.map((port, i) => ({ name: `b${i + 1}`, host: '127.0.0.1', port })),
    balancing: () => ({ open: log.open, settle: () => {} }),
    now: () => performance.now(),
    connectTimeoutMs: 2_000,
    readTimeoutMs: 5_000,
    ...options,
  })
  const port = await plane.listen(0, '127.0.0.1')
  onTestFinished(() => plane.close())
  return { plane, port, log }
}

export const get = (target = '/', fields = ''): string => `GET ${target} HTTP/1.1\r\nHost: h\r\n${fields}\r\n`
