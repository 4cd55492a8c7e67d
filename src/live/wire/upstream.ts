import { connect, type Socket } from 'node:net'

/** Where an upstream connection leads. */
export interface Destination {
  readonly name: string
  readonly host: string
  readonly port: number
}

/** Whoever's request an upstream connection carries. All are called from the event loop, never from within `write`. */
export interface UpstreamOwner {
  /** The first `length` bytes of `bytes`, valid during this call only. False: read no more before `resume()`. */
  answerBytes(bytes: Buffer, length: number): boolean
  /** The backend closed its side (FIN). */
  upstreamEnded(): void
  /** Refused, reset or otherwise broken. */
  upstreamBroke(error: NodeJS.ErrnoException): void
  /** Neither side moved for as long as the timeout says. */
  upstreamTimedOut(): void
  /** What was written has left; `write` returned false before. */
  upstreamDrained(): void
}

export interface UpstreamTimes {
  readonly connectTimeoutMs: number
  readonly readTimeoutMs: number
}

/**
 * One buffer for the reads of all upstream connections: a read and the callback with its bytes are one step of the event
 * loop, so nothing comes between. It spares an allocation of 64 KiB a read.
 */
const readBuffer = Buffer.allocUnsafeSlow(64 * 1024)

/** One connection to a backend, at work for an owner or idle in the pool. */
export class Upstream {
  /** Undefined while idle. */
  owner: UpstreamOwner | undefined
  connected = false
  /** Has carried a request before, so the backend may have closed it just now. */
  reused = false
  /** When it was put into the pool, by the clock of the data plane. */
  idleSinceMs = 0
  /** Not read, as its owner asked. */
  paused = false
  readonly #socket: Socket
  readonly #times: UpstreamTimes
  readonly #lostWhileIdle: (upstream: Upstream) => void

  /** @param lostWhileIdle called where the backend closes, or speaks unasked, while nobody owns the connection */
  constructor(to: Destination, times: UpstreamTimes, lostWhileIdle: (upstream: Upstream) => void) {
    this.#times = times
    this.#lostWhileIdle = lostWhileIdle
    const onread = { buffer: readBuffer, callback: (length: number): boolean => this.#received(length) }
    this.#socket = connect({ host: to.host, port: to.port, noDelay: true, onread })
    this.#socket.setTimeout(times.connectTimeoutMs)
    this.#listen()
  }

  /** Everything written has left this process. */
  get drained(): boolean {
    return this.#socket.writableLength === 0
  }

  /** False: write no more before `upstreamDrained`. Before the connection stands, bytes wait. */
  write(data: string | Buffer): boolean {
    return this.#socket.write(data, 'latin1')
  }

  /** Joins the writes up to `uncork` into one system call. */
  cork(): void {
    this.#socket.cork()
  }

  uncork(): void {
    this.#socket.uncork()
  }

  resume(): void {
    if (!this.paused) return
    this.paused = false
    this.#socket.resume()
    this.rearm()
  }

  /** Starts the read timeout anew. */
  rearm(): void {
    this.#socket.setTimeout(this.connected ? this.#times.readTimeoutMs : this.#times.connectTimeoutMs)
  }

  end(): void {
    this.#socket.end()
  }

  destroy(): void {
    this.owner = undefined
    this.#socket.destroy()
  }

  #listen(): void {
    const socket = this.#socket
    socket.on('connect', () => {
      this.connected = true
      this.rearm()
    })
    socket.on('drain', () => this.owner?.upstreamDrained())
    socket.on('timeout', () => this.owner?.upstreamTimedOut())
    socket.on('end', () => (this.owner ? this.owner.upstreamEnded() : this.#lose()))
    socket.on('error', error => (this.owner ? this.owner.upstreamBroke(error) : this.#lose()))
    // Every close has an `end` or an `error` before it, but for our own `destroy()`.
    socket.on('close', () => this.#lose())
  }

  #received(length: number): boolean {
    if (this.owner) this.paused = !this.owner.answerBytes(readBuffer, length)
    else this.#lose()
    return !this.paused
  }

  #lose(): void {
    if (this.owner) return
    this.#socket.destroy()
    this.#lostWhileIdle(this)
  }
}
