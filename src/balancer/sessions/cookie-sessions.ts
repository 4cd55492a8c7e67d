import type { StickySpec } from '../../model/balancer-spec.js'
import type { RoutedRequest } from '../balancer.js'
import { none, type Sessions } from './sessions.js'

/**
 * A cookie names the backend: the client remembers, the balancer nothing. Set where the client has none or a wrong one
 * (HAProxy `insert indirect`), and with each answer where it has to last from the last request on: its age is the client's
 * to keep.
 */
export class CookieSessions implements Sessions {
  readonly #names: readonly string[]
  readonly #numbers: ReadonlyMap<string, number>
  readonly #renewed: boolean

  constructor({ ttlMs, refresh }: StickySpec, names: readonly string[]) {
    this.#names = names
    this.#numbers = new Map(names.map((name, i) => [name, i]))
    this.#renewed = refresh && ttlMs < Infinity
  }

  find({ cookie }: RoutedRequest): number {
    return cookie === '' ? none : (this.#numbers.get(cookie) ?? none)
  }

  bind(): void {}

  isOld(request: RoutedRequest): boolean {
    return this.find(request) !== none
  }

  cookieFor({ cookie }: RoutedRequest, backend: number): string | undefined {
    const name = this.#names[backend]!
    return cookie === name && !this.#renewed ? undefined : name
  }
}
