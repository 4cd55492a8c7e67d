import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import net from 'node:net'
import tls from 'node:tls'

/** What requests travel over. */
export type Wire = 'TCP' | 'TLS'

/** Certificates of `data/make-certificates.sh`: "server" is for localhost and 127.0.0.1, all are signed by "authority". */
export function certificate(name: string): { readonly cert: Buffer; readonly key: Buffer } {
  const read = (suffix: string): Buffer => readFileSync(new URL(`./data/${name}.${suffix}`, import.meta.url))
  return { cert: read('pem'), key: read('key') }
}

/** What the server saw of one request, on its own clock. */
export interface SeenRequest {
  readonly index: number
  /** Number of its connection, and of the request on it, from 0. */
  readonly connection: number
  readonly turn: number
  readonly method: string
  readonly path: string
  readonly headers: ReadonlyMap<string, string>
  readonly bodyBytes: number
  /** Monotonic ms. */
  readonly arrivedMs: number
  answeredMs: number
}

/** Deals with a request by writing to its socket, or not. */
export type Behaviour = (request: SeenRequest, socket: net.Socket) => void

/**
 * A server that misbehaves as told and keeps its own books. Half-open as told by TCP, so it says exactly what goes on
 * the wire.
 */
export class FaultServer {
  readonly seen: SeenRequest[] = []
  behaviour: Behaviour
  port = 0
  connections = 0
  /** Most connections open at once. */
  peak = 0
  readonly #open = new Set<net.Socket>()
  readonly #server = net.createServer({ allowHalfOpen: true, noDelay: true }, socket => this.#accept(socket))

  readonly #secureContext: tls.SecureContext | undefined

  constructor(behaviour: Behaviour, wire: Wire = 'TCP', name = 'server') {
    this.behaviour = behaviour
    this.#secureContext = wire === 'TLS' ? tls.createSecureContext(certificate(name)) : undefined
  }

  async listen(port = 0, host = '127.0.0.1'): Promise<this> {
    this.#server.listen(port, host)
    await once(this.#server, 'listening')
    this.port = (this.#server.address() as net.AddressInfo).port
    return this
  }

  /** As a process that dies: every connection closes, the port refuses. */
  async die(): Promise<void> {
    this.#server.close()
    for (const socket of this.#open) socket.destroy()
    await once(this.#server, 'close')
  }

  get openConnections(): number {
    return this.#open.size
  }

  get openSockets(): ReadonlySet<net.Socket> {
    return this.#open
  }

  /** Requests that count: without the priming ones. */
  get counted(): SeenRequest[] {
    return this.seen.filter(request => !request.headers.has('x-lbbench-prime'))
  }

  #accept(raw: net.Socket): void {
    const connection = this.connections++
    this.#open.add(raw)
    this.peak = Math.max(this.peak, this.#open.size)
    raw.on('error', () => {})
    raw.on('close', () => this.#open.delete(raw))
    const secureContext = this.#secureContext
    const socket = secureContext === undefined ? raw : new tls.TLSSocket(raw, { isServer: true, secureContext })
    if (socket !== raw) rawOf.set(socket, raw)
    socket.on('error', () => {})
    socket.on('end', () => socket.destroy())
    let buffered = ''
    let turn = 0
    socket.on('data', chunk => {
      buffered += chunk.toString('latin1')
      for (let request = readRequest(buffered); request !== undefined; request = readRequest(buffered)) {
        buffered = buffered.slice(request.length)
        const entry = {
          ...request,
          index: this.seen.length,
          connection,
          turn: turn++,
          arrivedMs: nowMs(),
          answeredMs: NaN,
        }
        this.seen.push(entry)
        this.behaviour(entry, socket)
      }
    })
  }
}

export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

/** What an encrypted socket lies on: only there can a connection be reset. */
const rawOf = new WeakMap<net.Socket, net.Socket>()

/** After `delayMs`, the given bytes, then what `after` does with the socket. */
export function reply(
  request: SeenRequest,
  socket: net.Socket,
  { delayMs = 0, bytes = ok(), after }: { delayMs?: number; bytes?: string; after?: (socket: net.Socket) => void },
): void {
  const write = (): void => {
    if (socket.destroyed) return
    request.answeredMs = nowMs()
    if (bytes !== '') socket.write(bytes, 'latin1')
    after?.(socket)
  }
  if (delayMs === 0) write()
  else setTimeout(write, delayMs)
}

export const ok = (extra = '', body = 'hello'): string =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n${extra}\r\n${body}`

export const fin = (socket: net.Socket): void => void socket.end()
export const vanish = (socket: net.Socket): void => void socket.destroy()
/** FIN, and a reset before anyone can have looked. */
export const finThenRst = (socket: net.Socket): void => {
  socket.end()
  setImmediate(() => rst(socket))
}
export const rst = (socket: net.Socket): void => void (rawOf.get(socket) ?? socket).resetAndDestroy()

function readRequest(text: string) {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [line, ...fields] = text.slice(0, end).split('\r\n')
  const [method, path] = line.split(' ')
  const headers = new Map(
    fields.map(field => [field.slice(0, field.indexOf(':')).toLowerCase(), field.slice(field.indexOf(':') + 2)]),
  )
  const bodyBytes = Number(headers.get('content-length') ?? 0)
  const length = end + 4 + bodyBytes
  return text.length < length ? undefined : { method, path, headers, bodyBytes, length }
}
