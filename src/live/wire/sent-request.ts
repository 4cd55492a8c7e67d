import { limits } from './limits.js'
import type { RequestHead } from './request-head.js'
import type { Upstream } from './upstream.js'

/** Joined with the head into one string up to this size. */
const joinBytes = 16 * 1024

/** What a request is sent with. */
export interface SentWith {
  /** The client's header lines that travel on, as `Fields.kept`. */
  readonly lines: string
  /** The X-Forwarded-For value the backend gets. */
  readonly forwardedFor: string
  /** Host where the client named none. */
  readonly host: string
  /** Further header lines, "name: value\r\n" each. */
  readonly added: string
}

/** One request as it goes to a backend, kept so that it can go to another. */
export class SentRequest {
  readonly #head: string
  #body: Buffer = nothing
  #bodyBytes = 0
  #written = false

  constructor(request: RequestHead, { lines, forwardedFor, host, added }: SentWith) {
    const { method, target, fields, upgrade } = request
    const missingHost = fields.host === undefined ? `Host: ${host}\r\n` : ''
    const coding = fields.chunked ? 'Transfer-Encoding: chunked\r\n' : ''
    const switching = upgrade === '' ? '' : `Connection: Upgrade\r\nUpgrade: ${upgrade}\r\n`
    const ours = `${missingHost}X-Forwarded-For: ${forwardedFor}\r\n${coding}${switching}${added}`
    this.#head = `${method} ${target} HTTP/1.1\r\n${lines}${ours}\r\n`
  }

  /** Whether everything that came of the request so far is still here. */
  get whole(): boolean {
    return this.#bodyBytes <= limits.replayBytes
  }

  /** Keeps bytes of the body: all of them before the first try, and while they are few for a later one. */
  add(bytes: Buffer): void {
    const at = this.#bodyBytes
    this.#bodyBytes += bytes.length
    if (this.#written && !this.whole) this.#body = nothing
    else if (at === 0) this.#body = bytes
    else {
      this.#body = withRoom(this.#body, at, this.#bodyBytes)
      bytes.copy(this.#body, at)
    }
  }

  /** Writes head and body so far. False: write no more before the upstream drained. */
  writeTo(upstream: Upstream): boolean {
    this.#written = true
    if (this.#bodyBytes === 0) return upstream.write(this.#head)
    const body = this.#body.subarray(0, this.#bodyBytes)
    if (!this.whole) this.#body = nothing
    if (body.length <= joinBytes) return upstream.write(this.#head + body.toString('latin1'))
    upstream.cork()
    upstream.write(this.#head)
    const flows = upstream.write(body)
    upstream.uncork()
    return flows
  }
}

const nothing = Buffer.alloc(0)

/**
 * One buffer and not a list of what came: a body that trickles in a byte at a time would cost two hundred times its size.
 * The first piece, which is not ours to write into, is exactly full, so that it is never taken for one with room.
 */
function withRoom(body: Buffer, used: number, needed: number): Buffer {
  if (body.length >= needed) return body
  const roomy = Buffer.allocUnsafeSlow(Math.max(256, 2 * needed))
  body.copy(roomy, 0, 0, used)
  return roomy
}
