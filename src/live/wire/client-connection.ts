import type { Socket } from 'node:net'
import { triesField } from './answer-relay.js'
import { clientAddress, peerAddress } from './client-address.js'
import { closeGently } from './close-gently.js'
import { Exchange, type ExchangeClient } from './exchange.js'
import { limits } from './limits.js'
import { ownAnswer } from './own-answer.js'
import type { PlaneContext } from './plane-context.js'
import type { Refusal } from './refusal.js'
import type { RequestHead } from './request-head.js'
import { RequestReader, type RequestSink } from './request-reader.js'

/** One client's connection: its requests in order, one exchange at a time. */
export class ClientConnection implements RequestSink, ExchangeClient {
  readonly peer: string
  readonly #plane: PlaneContext
  readonly #socket: Socket
  readonly #reader = new RequestReader(this)
  #request: RequestHead | undefined
  #exchange: Exchange | undefined
  #starting = false
  #uploadAllowed = true
  #paused = false
  #closing = false

  constructor(plane: PlaneContext, socket: Socket) {
    this.#plane = plane
    this.#socket = socket
    this.peer = peerAddress(socket.remoteAddress)
    socket.on('data', chunk => this.#received(chunk))
    socket.on('drain', () => this.#exchange?.clientDrained())
    socket.on('end', () => this.#ended())
    // `close` follows, and that is where a connection's end is dealt with.
    socket.on('error', () => {})
    socket.on('close', () => this.#gone())
  }

  get address(): string {
    return clientAddress(this.peer, this.#request!.fields.forwardedFor)
  }

  get requestComplete(): boolean {
    return this.#reader.bodyComplete
  }

  /** Ends connection and exchange now; `close` events would come too late for whoever waits for the server's own. */
  destroy(): void {
    this.#gone()
    this.#socket.destroy()
  }

  write(data: string | Buffer): boolean {
    return this.#socket.write(data, 'latin1')
  }

  allowUpload(allowed: boolean): void {
    this.#uploadAllowed = allowed
    this.#adjustReading()
  }

  takeEarly(): Buffer | undefined {
    return this.#reader.takeHeld()
  }

  answered(status: number, cause: string, tries: number): void {
    const { keepAlive, http10, method } = this.#request!
    const keeps = keepAlive && this.requestComplete
    const fields = triesField(tries)
    this.write(ownAnswer({ status, cause, fields, keepAlive: keeps, http10, bodiless: method === 'HEAD' }))
    this.finished(keeps)
  }

  finished(keepAlive: boolean): void {
    this.#exchange = undefined
    if (!keepAlive) {
      this.#close()
      return
    }
    this.#reader.proceed()
    this.#startNext()
    this.#adjustReading()
  }

  cut(visible: boolean): void {
    this.#exchange = undefined
    if (visible) this.#close()
    else this.#socket.resetAndDestroy()
  }

  requestHead(head: RequestHead): void {
    this.#request = head
    this.#uploadAllowed = true
    this.#exchange = new Exchange(this.#plane, this, head)
  }

  requestBody(chunk: Buffer, from: number, to: number): void {
    if (to > from) this.#exchange?.upload(chunk.subarray(from, to))
  }

  requestEnd(): void {}

  requestRefused(refusal: Refusal): void {
    this.#plane.stats.refused++
    const exchange = this.#exchange
    this.#exchange = undefined
    exchange?.abandon()
    // The head of an answer may be out already (a backend that answers before it has the body): then only silence is left.
    if (!exchange?.answering) this.write(ownAnswer({ status: refusal.status, cause: refusal.message, ...lastWords }))
    this.#close()
  }

  #received(chunk: Buffer): void {
    if (this.#closing) return
    if (this.#exchange?.switched) {
      this.#exchange.upload(chunk)
      return
    }
    this.#reader.feed(chunk)
    this.#startNext()
    this.#adjustReading()
  }

  /** After reading, not while: a small body has then joined its head. A loop, as answers of our own come at once. */
  #startNext(): void {
    if (this.#starting) return
    this.#starting = true
    while (this.#exchange && !this.#exchange.started) this.#exchange.start()
    this.#starting = false
  }

  #adjustReading(): void {
    const pause = !this.#closing && (!this.#uploadAllowed || this.#reader.heldBytes > limits.heldBytes)
    if (pause === this.#paused) return
    this.#paused = pause
    if (pause) this.#socket.pause()
    else this.#socket.resume()
  }

  /** A client that closes its side while it waits has gone, as for nginx: on the wire it looks the same. */
  #ended(): void {
    if (this.#exchange?.switched) this.#exchange.uploadEnded()
    else if (this.#exchange) this.#socket.destroy()
    else this.#socket.end()
  }

  #gone(): void {
    const exchange = this.#exchange
    this.#exchange = undefined
    this.#closing = true
    if (!exchange) return
    this.#plane.stats.clientsGone++
    exchange.abandon()
  }

  #close(): void {
    this.#closing = true
    closeGently(this.#socket)
  }
}

const lastWords = { fields: '', keepAlive: false, http10: false, bodiless: false } as const
