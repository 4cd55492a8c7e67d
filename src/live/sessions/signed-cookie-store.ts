import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { LiveStore } from './live-store.js'
import type { StoreAccess } from './store-access.js'

/** Sessions in the clients' cookies, as Flask keeps them by default: what they are and since when, signed. */
export class SignedCookieStore implements LiveStore {
  readonly takesTime = true
  readonly #secret: string
  readonly #lifeMs: number
  readonly #wallMs: () => number

  /** @param wallMs the wall clock, which hosts that share a secret share as well: their monotonic clocks know nothing of each other */
  constructor({ secret, lifeSeconds }: Pick<StoreAccess, 'secret' | 'lifeSeconds'>, wallMs = Date.now) {
    this.#wallMs = wallMs
    this.#secret = secret
    this.#lifeMs = lifeSeconds === undefined ? Infinity : lifeSeconds * 1000
  }

  login(): string {
    const session = JSON.stringify({ id: randomBytes(12).toString('base64url'), sinceMs: this.#wallMs() })
    const payload = Buffer.from(session).toString('base64url')
    return `${payload}.${this.#signature(payload).toString('base64url')}`
  }

  knows(_backend: number, token: string): boolean {
    const [payload = '', signature = ''] = token.split('.')
    const given = Buffer.from(signature, 'base64url')
    const wanted = this.#signature(payload)
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false
    const { sinceMs } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sinceMs: number }
    return this.#wallMs() < sinceMs + this.#lifeMs
  }

  /** Nothing is here that could die. */
  died(): void {}

  close(): void {}

  #signature(payload: string): Buffer {
    return createHmac('sha256', this.#secret).update(payload).digest()
  }
}
