import { BodyReader } from './body-reader.js'
import type { ContentSink } from './chunked-scanner.js'
import { HeadBuffer } from './head-buffer.js'
import { Refusal } from './refusal.js'
import { parseRequestHead, type RequestHead } from './request-head.js'

/** What a reader of requests tells its owner, in this order for each request. */
export interface RequestSink {
  requestHead(head: RequestHead): void
  /** Bytes [from, to) of `chunk` belong to the body, framed as they came. They stay valid. */
  requestBody(chunk: Buffer, from: number, to: number): void
  /** The request is complete; the next one is not looked at before `proceed()`. */
  requestEnd(): void
  /** What came is no request. Nothing more will be read from this connection. */
  requestRefused(refusal: Refusal): void
}

const reading = { head: 0, body: 1, held: 2, refused: 3 } as const

/** Cuts a client's byte stream into requests, one at a time: pipelined ones wait here for their turn. */
export class RequestReader {
  readonly #sink: RequestSink
  readonly #content: ContentSink | undefined
  readonly #head = new HeadBuffer()
  readonly #body = new BodyReader()
  #reading: (typeof reading)[keyof typeof reading] = reading.head
  #held: Buffer | undefined

  /** @param content where given, told of the body's content without chunked coding, just before `requestBody` */
  constructor(sink: RequestSink, content?: ContentSink) {
    this.#sink = sink
    this.#content = content
  }

  /** Between requests, with nothing of the next one here. */
  get idle(): boolean {
    return this.#reading === reading.head && this.#head.empty
  }

  /** The last request's body is complete. */
  get bodyComplete(): boolean {
    return this.#body.done
  }

  /** Bytes of requests whose turn has not come. */
  get heldBytes(): number {
    return this.#held?.length ?? 0
  }

  feed(chunk: Buffer): void {
    if (this.#reading === reading.held) this.#held = this.#held ? Buffer.concat([this.#held, chunk]) : chunk
    else this.#read(chunk)
  }

  /** The last request is dealt with: on to the next. */
  proceed(): void {
    this.#reading = reading.head
    const held = this.takeHeld()
    if (held) this.#read(held)
  }

  /** What came after the last request, taken out: an upgraded connection speaks another language from here. */
  takeHeld(): Buffer | undefined {
    const held = this.#held
    this.#held = undefined
    return held
  }

  #read(chunk: Buffer): void {
    let at = 0
    try {
      while (at < chunk.length && this.#reading < reading.held) {
        at = this.#reading === reading.head ? this.#readHead(chunk, at) : this.#readBody(chunk, at)
      }
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      this.#reading = reading.refused
      this.#sink.requestRefused(fault)
      return
    }
    if (at < chunk.length) this.#held = chunk.subarray(at)
  }

  #readHead(chunk: Buffer, at: number): number {
    const next = this.#head.add(chunk, at, chunk.length)
    if (next < 0) return chunk.length
    const head = parseRequestHead(this.#head.take(), this.#head.end)
    this.#body.begin(head.framing, head.contentLength)
    this.#reading = reading.body
    this.#sink.requestHead(head)
    if (this.#body.done) this.#hold()
    return next
  }

  #readBody(chunk: Buffer, at: number): number {
    const next = this.#body.take(chunk, at, chunk.length, this.#content)
    this.#sink.requestBody(chunk, at, next)
    if (this.#body.done) this.#hold()
    return next
  }

  #hold(): void {
    this.#reading = reading.held
    this.#sink.requestEnd()
  }
}
