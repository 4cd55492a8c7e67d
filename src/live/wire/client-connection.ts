import type { Socket } from 'node:net'
import { triesField } from './answer-relay.js'
import { clientAddress, peerAddress } from './client-address.js'
import { closeGently } from './close-gently.js'
import { Exchange } from './exchange.js'
import type { ExchangeClient } from './exchange-client.js'
import { limits } from './limits.js'
import { ownAnswer } from './own-answer.js'
import type { PlaneContext } from './plane-context.js'
import { Refusal } from './refusal.js'
import type { RequestHead } from './request-head.js'
import { RequestReader, type RequestSink } from './request-reader.js'
import { StallWatch } from './stall-watch.js'

/** What it is the client's turn to do, if anything; names as in `ClientTimeouts`. */
type Turn = 'head' | 'body' | 'send' | 'idle' | 'none'

/** One client's connection: its requests in order, one exchange at a time. */
export class ClientConnection implements RequestSink, ExchangeClient {
  readonly peer: string
  readonly #plane: PlaneContext
  readonly #socket: Socket
  readonly #reader = new RequestReader(this)
  readonly #watch = new StallWatch()
  #request: RequestHead | undefined
  #exchange: Exchange | undefined
  #starting = false
  #uploadAllowed = true
  /** The client has not taken the last answers: the next request waits, or answers would pile up without end. */
  #blocked = false
  #paused = false
  #requests = 0
  #closing = false

  constructor(plane: PlaneContext, socket: Socket) {
    this.#plane = plane
    this.#socket = socket
    this.peer = peerAddress(socket.remoteAddress)
    socket.on('data', chunk => this.#received(chunk))
    socket.on('drain', () => this.#drained())
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

  /** Called now and then: ends what has stood still for too long. */
  sweep(nowMs: number): void {
    if (this.#closing) return
    const turn = this.#turn()
    const stillMs = this.#watch.unchangedMs(turn, this.#progressOf(turn), nowMs)
    if (turn !== 'none' && stillMs >= this.#plane.clientTimeouts[`${turn}Ms`]) this.#timeOut(turn)
    // A socket that is not read does not tell that it was reset; writing nothing to it does.
    else if (this.#paused && turn !== 'send') this.#socket.write('')
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
    // Whatever still waits to be sent to that backend is nobody's business any more.
    this.#uploadAllowed = true
    this.#blocked = this.#socket.writableNeedDrain && this.#socket.writableLength > 0
    if (this.#blocked) this.#adjustReading()
    else this.#proceed()
  }

  cut(visible: boolean): void {
    this.#exchange = undefined
    if (visible) this.#close()
    else this.#reset()
  }

  requestHead(head: RequestHead): void {
    this.#requests++
    this.#request = head
    this.#exchange = new Exchange(this.#plane, this, head)
  }

  requestBody(chunk: Buffer, from: number, to: number): void {
    if (to > from) this.#exchange?.upload(chunk.subarray(from, to))
  }

  requestEnd(): void {}

  requestRefused(refusal: Refusal): void {
    this.#plane.stats.refused++
    this.#turnAway(refusal)
  }

  #turnAway({ status, message }: Refusal): void {
    const exchange = this.#abandon()
    // An answer is half out already (a backend that answers before it has the body): it must not look whole.
    if (exchange?.answering) this.#reset()
    else {
      this.write(ownAnswer({ status, cause: message, ...lastWords }))
      this.#close()
    }
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

  #proceed(): void {
    this.#reader.proceed()
    this.#startNext()
    this.#adjustReading()
  }

  #drained(): void {
    this.#exchange?.clientDrained()
    if (!this.#blocked || this.#closing) return
    this.#blocked = false
    this.#proceed()
  }

  /** After reading, not while: a small body has then joined its head. A loop, as answers of our own come at once. */
  #startNext(): void {
    if (this.#starting) return
    this.#starting = true
    while (this.#exchange && !this.#exchange.started) this.#exchange.start()
    this.#starting = false
  }

  #adjustReading(): void {
    const pause = !this.#closing && (!this.#uploadAllowed || this.#blocked || this.#reader.heldBytes > limits.heldBytes)
    if (pause === this.#paused) return
    this.#paused = pause
    if (pause) this.#socket.pause()
    else this.#socket.resume()
  }

  /** A client that closes its side while it waits has gone, as for nginx: on the wire it looks the same. */
  #ended(): void {
    if (this.#exchange?.switched) this.#exchange.uploadEnded()
    else if (this.#exchange) this.#socket.destroy()
    else this.#close()
  }

  #turn(): Turn {
    if (this.#socket.writableLength > 0) return 'send'
    if (!this.#exchange) return this.#requests > 0 && this.#reader.idle ? 'idle' : 'head'
    return this.requestComplete || this.#paused ? 'none' : 'body'
  }

  /** A number that changes when the client does what it is its turn to do. */
  #progressOf(turn: Turn): number {
    const { bytesRead, bytesWritten, writableLength } = this.#socket
    if (turn === 'send') return bytesWritten - writableLength
    // With a backend that answers before it has the body, either direction is progress.
    return turn === 'body' ? bytesRead + bytesWritten : this.#requests
  }

  /** 408 as Apache, HAProxy and Envoy answer; nginx only logs it. Who has not begun a request is told nothing, as ever. */
  #timeOut(turn: Exclude<Turn, 'none'>): void {
    if (turn === 'idle' || (turn === 'head' && this.#reader.idle)) {
      this.#close()
      return
    }
    this.#plane.stats.clientsTimedOut++
    if (turn === 'send') {
      this.#abandon()
      this.#reset()
    } else this.#turnAway(new Refusal(408, this.#lateness(turn)))
  }

  #lateness(turn: 'head' | 'body'): string {
    const { headMs, bodyMs } = this.#plane.clientTimeouts
    return turn === 'head'
      ? `the head was not complete after ${headMs} ms`
      : `no more of the body came for ${bodyMs} ms`
  }

  #gone(): void {
    this.#closing = true
    if (this.#abandon()) this.#plane.stats.clientsGone++
  }

  /** Nobody waits for the answer any more. Returns the exchange that was under way. */
  #abandon(): Exchange | undefined {
    const exchange = this.#exchange
    this.#exchange = undefined
    exchange?.abandon()
    return exchange
  }

  #reset(): void {
    this.#closing = true
    this.#socket.resetAndDestroy()
  }

  #close(): void {
    this.#closing = true
    closeGently(this.#socket, this.#plane.clientTimeouts.sendMs)
  }
}

const lastWords = { fields: '', keepAlive: false, http10: false, bodiless: false } as const
