import type { Socket } from 'node:net'
import { closeGently } from './close-gently.js'
import type { Handler, WireReply, WireRequest } from './handler.js'
import { limits } from './limits.js'
import { connectionField, ownAnswer, reasonOf } from './own-answer.js'
import type { Refusal } from './refusal.js'
import type { RequestHead } from './request-head.js'
import { RequestReader, type RequestSink } from './request-reader.js'

/** One connection of a wire server. */
export class WireConnection implements RequestSink {
  readonly #socket: Socket
  readonly #handler: Handler
  readonly #keepAliveMs: number
  readonly #reader = new RequestReader(this, (_chunk, from, to) => {
    this.#bodyBytes += to - from
  })
  #head: RequestHead | undefined
  #bodyBytes = 0
  #closing = false
  #proceeding = false
  /** The server is about to go: no connection is kept any more. */
  #draining = false
  /** The client has not taken the last answers: the next request waits, or answers would pile up without end. */
  #blocked = false
  #ready = false
  #timed = false

  constructor(socket: Socket, handler: Handler, keepAliveMs: number) {
    this.#socket = socket
    this.#handler = handler
    this.#keepAliveMs = keepAliveMs
    socket.on('data', chunk => this.#received(chunk))
    socket.on('drain', () => this.#drained())
    socket.on('end', () => this.#ended())
    socket.on('timeout', () => this.#idled())
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#closing = true
    })
  }

  get gone(): boolean {
    return this.#closing
  }

  requestHead(head: RequestHead): void {
    this.#head = head
    this.#bodyBytes = 0
    if (head.fields.expectsContinue && !head.http10 && head.framing !== 'none')
      this.#socket.write('HTTP/1.1 100 Continue\r\n\r\n', 'latin1')
  }

  requestBody(): void {}

  requestEnd(): void {
    this.#ready = true
  }

  requestRefused({ status, message }: Refusal): void {
    this.#socket.write(
      ownAnswer({ status, cause: message, fields: '', keepAlive: false, http10: false, bodiless: false }),
      'latin1',
    )
    this.close()
  }

  /** Writes the answer to `head`'s request and turns to the next one. */
  answer(head: RequestHead, text: string, body: string, keepAlive: boolean): void {
    if (this.#closing) return
    // ASCII, as nearly always: one write of one string.
    if (Buffer.byteLength(body) === body.length) this.#socket.write(text + body, 'latin1')
    else {
      this.#socket.cork()
      this.#socket.write(text, 'latin1')
      this.#socket.write(body, 'utf8')
      this.#socket.uncork()
    }
    if (keepAlive && this.keepsAlive(head)) this.#answered()
    else this.close()
  }

  keepsAlive(head: RequestHead): boolean {
    return head.keepAlive && this.#keepAliveMs > 0 && !this.#draining
  }

  /** Closes after the answer that is due, or at once where none is. */
  drain(): void {
    this.#draining = true
    this.#idled()
  }

  close(): void {
    if (this.#closing) return
    this.#closing = true
    closeGently(this.#socket)
  }

  reset(): void {
    if (!this.#closing) this.#socket.resetAndDestroy()
    this.#closing = true
  }

  #received(chunk: Buffer): void {
    if (this.#closing) return
    this.#reader.feed(chunk)
    this.#handleReady()
    if (this.#reader.heldBytes > limits.heldBytes) this.#socket.pause()
  }

  /** A loop and not a recursion: handlers that answer at once must not grow the stack with each pipelined request. */
  #handleReady(): void {
    if (this.#proceeding) return
    this.#proceeding = true
    while (this.#ready && !this.#closing) {
      this.#ready = false
      const head = this.#head!
      this.#handler(new Received(head, this.#bodyBytes), new Reply(this, head))
    }
    this.#proceeding = false
  }

  #answered(): void {
    if (!this.#timed && this.#keepAliveMs <= maxTimerMs) {
      // Once: whatever the socket reads or writes from now on starts it anew.
      this.#socket.setTimeout(this.#keepAliveMs)
      this.#timed = true
    }
    this.#blocked = this.#socket.writableNeedDrain && this.#socket.writableLength > 0
    if (this.#blocked) this.#socket.pause()
    else this.#proceed()
  }

  #drained(): void {
    if (!this.#blocked || this.#closing) return
    this.#blocked = false
    this.#proceed()
  }

  #proceed(): void {
    this.#reader.proceed()
    if (this.#reader.heldBytes <= limits.heldBytes) this.#socket.resume()
    this.#handleReady()
  }

  #idled(): void {
    if (this.#reader.idle || this.#blocked) this.close()
  }

  #ended(): void {
    if (!this.#closing) this.#socket.destroy()
    this.#closing = true
  }
}

const maxTimerMs = 2 ** 31 - 1

class Received implements WireRequest {
  readonly method: string
  readonly target: string
  readonly bodyBytes: number
  readonly #head: RequestHead

  constructor(head: RequestHead, bodyBytes: number) {
    this.method = head.method
    this.target = head.target
    this.bodyBytes = bodyBytes
    this.#head = head
  }

  header(name: string): string | undefined {
    return this.#head.fields.value(name.toLowerCase())
  }
}

class Reply implements WireReply {
  readonly #connection: WireConnection
  readonly #head: RequestHead
  #used = false

  constructor(connection: WireConnection, head: RequestHead) {
    this.#connection = connection
    this.#head = head
  }

  get aborted(): boolean {
    return this.#connection.gone
  }

  send(status: number, fields: string, body: string, options?: { readonly close?: boolean }): void {
    this.#use()
    const { method, http10 } = this.#head
    const keepAlive = options?.close !== true && this.#connection.keepsAlive(this.#head)
    const bodiless = status === 204 || status === 304
    const length = bodiless ? '' : `Content-Length: ${Buffer.byteLength(body)}\r\n`
    const head = `HTTP/1.1 ${status} ${reasonOf(status)}\r\n${fields}${length}${connectionField(keepAlive, http10)}\r\n`
    this.#connection.answer(this.#head, head, bodiless || method === 'HEAD' ? '' : body, keepAlive)
  }

  reset(): void {
    this.#use()
    this.#connection.reset()
  }

  close(): void {
    this.#use()
    this.#connection.close()
  }

  #use(): void {
    if (this.#used) throw new Error('a request was answered twice')
    this.#used = true
  }
}
