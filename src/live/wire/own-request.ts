import { authorityOf } from '../authority.js'
import { type AnswerHead, parseAnswerHead } from './answer-head.js'
import { BodyReader } from './body-reader.js'
import { HeadBuffer } from './head-buffer.js'
import { Refusal } from './refusal.js'
import type { Destination, UpstreamOwner } from './upstream.js'

/** How a GET of our own ended: undefined where no whole, valid answer came. */
type Ended = (answer: AnswerHead | undefined, reusable: boolean) => void

/** The balancer asks a backend something on its own account, and looks at nothing but the head of the answer. */
export class OwnRequest implements UpstreamOwner {
  /** The backend said anything at all. */
  heard = false
  readonly #ended: Ended
  readonly #heads = new HeadBuffer()
  readonly #body = new BodyReader()
  #head: AnswerHead | undefined

  /** @param ended called once; the connection is the caller's to close or keep. Then this owns it no more */
  constructor(ended: Ended) {
    this.#ended = ended
  }

  answerBytes(bytes: Buffer, length: number): boolean {
    this.heard = true
    try {
      const end = this.#take(bytes, length)
      if (this.#head !== undefined && this.#body.done) this.#ended(this.#head, this.#head.keepAlive && end === length)
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      this.#ended(undefined, false)
    }
    return true
  }

  upstreamEnded(): void {
    this.#ended(this.#head?.framing === 'until-close' ? this.#head : undefined, false)
  }

  upstreamBroke(): void {
    this.#ended(undefined, false)
  }

  upstreamTimedOut(): void {
    this.#ended(undefined, false)
  }

  upstreamDrained(): void {}

  /** Returns the offset after the last byte that belongs to the answer. */
  #take(bytes: Buffer, length: number): number {
    let at = 0
    while (this.#head === undefined) {
      at = this.#heads.add(bytes, at, length)
      if (at < 0) return length
      const head = parseAnswerHead(this.#heads.take(), this.#heads.end, plainGet)
      if (head.status < 200) continue
      this.#head = head
      this.#body.begin(head.framing, head.contentLength)
    }
    return this.#body.take(bytes, at, length)
  }
}

const plainGet = { method: 'GET', upgrade: '' } as const

/** The text of such a request. `fields` are further header lines, "name: value\r\n" each. */
export function ownRequestText({ host, port }: Destination, path: string, fields: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: ${authorityOf(host, port)}\r\nUser-Agent: lbbench\r\n${fields}\r\n`
}
