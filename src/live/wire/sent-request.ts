import { limits } from './limits.js'
import type { RequestHead } from './request-head.js'
import type { Upstream } from './upstream.js'

/** What RFC 9110 9.2.2 would also call unsafe to repeat is repeated all the same, as nginx does: all but these. */
const onceOnly = new Set(['POST', 'PATCH', 'LOCK'])

/** Joined with the head into one string up to this size. */
const joinBytes = 16 * 1024

/** One request as it goes to a backend, kept so that it can go to another. */
export class SentRequest {
  /** False for methods that must not be repeated once a backend may have seen them. */
  readonly repeatable: boolean
  readonly #head: string
  #body: Buffer[] = []
  #bodyBytes = 0

  /** @param forwardedFor the X-Forwarded-For value the backend gets */
  constructor(request: RequestHead, forwardedFor: string, host: string) {
    this.repeatable = !onceOnly.has(request.method)
    const { method, target, fields, upgrade } = request
    const missingHost = fields.host === undefined ? `Host: ${host}\r\n` : ''
    const coding = fields.chunked ? 'Transfer-Encoding: chunked\r\n' : ''
    const switching = upgrade === '' ? '' : `Connection: Upgrade\r\nUpgrade: ${upgrade}\r\n`
    const added = `${missingHost}X-Forwarded-For: ${forwardedFor}\r\n${coding}${switching}`
    this.#head = `${method} ${target} HTTP/1.1\r\n${fields.kept}${added}\r\n`
  }

  /** Whether everything that came of the request so far is still here. */
  get whole(): boolean {
    return this.#bodyBytes <= limits.replayBytes
  }

  /** Keeps bytes of the body for a later try, while they are few. */
  add(bytes: Buffer): void {
    this.#bodyBytes += bytes.length
    if (this.whole) this.#body.push(bytes)
    else this.#body = []
  }

  /** Writes head and body so far. False: write no more before the upstream drained. */
  writeTo(upstream: Upstream): boolean {
    if (this.#bodyBytes === 0) return upstream.write(this.#head)
    if (this.#body.length === 1 && this.#bodyBytes <= joinBytes)
      return upstream.write(this.#head + this.#body[0]!.toString('latin1'))
    upstream.cork()
    let flows = upstream.write(this.#head)
    for (const piece of this.#body) flows = upstream.write(piece)
    upstream.uncork()
    return flows
  }
}
