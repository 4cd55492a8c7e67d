import { headers } from '../protocol.js'
import { type AnswerHead, parseAnswerHead } from './answer-head.js'
import { BodyReader } from './body-reader.js'
import type { ContentSink } from './chunked-scanner.js'
import { withoutNamed } from './fields.js'
import { HeadBuffer } from './head-buffer.js'
import { connectionField } from './own-answer.js'
import type { RequestHead } from './request-head.js'

/** The client, as far as an answer is concerned. */
export interface AnswerSide {
  /** False: write no more before the client drained. */
  write(data: string | Buffer): boolean
  /** Whether the whole request has arrived: an answer that overtakes its request must be the connection's last. */
  readonly requestComplete: boolean
}

/** Who says what becomes of an answer. */
export interface AnswerJudge {
  /** Whether the client is to have it; asked once, when the head of the final answer is here. */
  accepts(head: AnswerHead): boolean
  /** Its header lines as the client is to see them. */
  edited(lines: string): string
}

/** Beyond this, head and body are written one after the other: joining them would cost a copy of the body. */
const joinBytes = 16 * 1024

/** Carries one backend's answer to the client, as it comes. */
export class AnswerRelay {
  /** The final answer's head, once it is here. Before that nothing binding has reached the client. */
  head: AnswerHead | undefined
  /** The backend said anything at all. */
  heard = false
  done = false
  /** Its head was not accepted: nothing of it reaches the client, and what comes is only looked at for its end. */
  rejected = false
  /** Whether the client's connection survives this answer; known once `head` is. */
  keepsClient = false
  /** The backend sent bytes that belong to no request. */
  excess = false
  readonly #client: AnswerSide
  readonly #request: RequestHead
  readonly #judge: AnswerJudge
  readonly #heads = new HeadBuffer()
  readonly #body = new BodyReader()
  /** An HTTP/1.0 client gets chunked content without the coding. */
  #content: ContentSink | undefined
  #flows = true

  constructor(client: AnswerSide, request: RequestHead, judge: AnswerJudge) {
    this.#client = client
    this.#request = request
    this.#judge = judge
  }

  /**
   * Takes the first `length` bytes, copies what it must keep.
   * @returns false where the client has enough for now
   * @throws Refusal where the answer is invalid; then nothing of these bytes was relayed
   */
  take(bytes: Buffer, length: number): boolean {
    this.heard = true
    this.#flows = true
    if (this.head !== undefined) {
      this.#takeBody(bytes, 0, length, '')
      return this.#flows
    }
    let at = 0
    while (this.head === undefined) {
      at = this.#heads.add(bytes, at, length)
      if (at < 0) return this.#flows
      const head = parseAnswerHead(this.#heads.take(), this.#heads.end, this.#request)
      if (head.status < 200 && head.status !== 101) this.#passInterim(head)
      else this.#takeFinal(head, bytes, at, length)
    }
    return this.#flows
  }

  /** The backend closed: true where that is how this answer ends. */
  endsByClose(): boolean {
    return this.head?.framing === 'until-close'
  }

  /** HTTP/1.0 knows no interim answers. */
  #passInterim(head: AnswerHead): void {
    if (this.#request.http10) return
    const fields = withoutNamed(head.fields.kept, ['content-length'])
    this.#write(`HTTP/1.1 ${head.statusText}\r\n${fields}\r\n`)
  }

  #takeFinal(head: AnswerHead, bytes: Buffer, at: number, length: number): void {
    this.#body.begin(head.framing, head.contentLength)
    if (!this.#judge.accepts(head)) {
      this.rejected = true
      this.#takeBody(bytes, at, length, '', head)
      return
    }
    const dechunks = head.framing === 'chunked' && this.#request.http10
    if (dechunks) this.#content = (chunk, from, to) => this.#write(copy(chunk, from, to))
    this.keepsClient =
      this.#request.keepAlive && this.#client.requestComplete && head.framing !== 'until-close' && !dechunks
    this.#takeBody(bytes, at, length, this.#compose(head), head)
  }

  /** `start` goes out before the body bytes; `head` is kept only once these bytes proved good. */
  #takeBody(bytes: Buffer, at: number, length: number, start: string, head = this.head): void {
    if (this.#content && start !== '') {
      this.head = head
      this.#write(start)
    }
    const end = this.#body.take(bytes, at, length, this.#content)
    this.head = head
    this.done = this.#body.done
    this.excess = end < length
    if (!this.#content && !this.rejected) this.#send(start, bytes, at, end)
  }

  #send(start: string, bytes: Buffer, from: number, to: number): void {
    if (start !== '' && to - from <= joinBytes) {
      this.#write(to > from ? start + bytes.toString('latin1', from, to) : start)
      return
    }
    if (start !== '') this.#write(start)
    if (to > from) this.#write(copy(bytes, from, to))
  }

  #compose(head: AnswerHead): string {
    const { http10 } = this.#request
    const { status, statusText, fields } = head
    // RFC 9110 8.6, RFC 9112 6.1: 1xx and 204 have neither. A 304 may name both; the coding says nothing, and confuses.
    const unframed = status < 200 || status === 204
    const kept = unframed ? withoutNamed(fields.kept, ['content-length']) : fields.kept
    const coding = fields.chunked && !http10 && !unframed && status !== 304 ? 'Transfer-Encoding: chunked\r\n' : ''
    const connection =
      status === 101
        ? `Connection: Upgrade\r\nUpgrade: ${fields.upgrade}\r\n`
        : connectionField(this.keepsClient, http10)
    return `HTTP/1.1 ${statusText}\r\n${this.#judge.edited(kept)}${coding}${connection}\r\n`
  }

  #write(data: string | Buffer): void {
    this.#flows = this.#client.write(data)
  }
}

/** The line that tells the client how many backends were tried. */
export function triesField(tries: number): string {
  return `${headers.tries}: ${tries}\r\n`
}

/** The read buffer is used again at once; what is written may leave later. */
function copy(bytes: Buffer, from: number, to: number): Buffer {
  return Buffer.from(bytes.subarray(from, to))
}
