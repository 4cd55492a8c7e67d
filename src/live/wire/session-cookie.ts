/** The cookie that names a session's backend, on the wire: as HAProxy's `cookie NAME insert indirect`. */
export class SessionCookie {
  readonly #name: string
  readonly #attributes: string

  /** @param ttlMs how long clients keep it; whole seconds on the wire, a fraction is rounded up. Infinity: no limit */
  constructor(name: string, ttlMs: number) {
    this.#name = name
    this.#attributes = ttlMs === Infinity ? '; path=/' : `; path=/; Max-Age=${Math.ceil(ttlMs / 1000)}`
  }

  /**
   * Its value among a request's header lines, '' where it is not there, and the lines without it: whom the balancer
   * knows is none of the backends' business. Where a client sends it more than once the first counts.
   */
  takeFrom(lines: string): { readonly value: string; readonly lines: string } {
    if (!lines.includes(`${this.#name}=`)) return { value: '', lines }
    let value: string | undefined
    const rest = lines.replace(cookieLine, (line, name: string, pairs: string) => {
      const others = pairs.split(';').filter(pair => {
        const mine = this.#valueIn(pair)
        value ??= mine
        return mine === undefined
      })
      if (others.length === pairs.split(';').length) return line
      return others.length === 0 ? '' : `${name}: ${others.map(trimmed).join('; ')}\r\n`
    })
    return { value: value ?? '', lines: rest }
  }

  /** An answer's header lines without a cookie of that name that the backend sets: it would take the place of ours. */
  without(lines: string): string {
    if (!lines.includes(`${this.#name}=`)) return lines
    return lines.replace(setCookieLine, (line, cookie: string) =>
      this.#valueIn(cookie.split(';', 1)[0]!) === undefined ? line : '',
    )
  }

  /** The line that gives it to a client. */
  field(value: string): string {
    return `Set-Cookie: ${this.#name}=${value}${this.#attributes}\r\n`
  }

  #valueIn(pair: string): string | undefined {
    const equals = pair.indexOf('=')
    return equals >= 0 && trimmed(pair.slice(0, equals)) === this.#name ? trimmed(pair.slice(equals + 1)) : undefined
  }
}

/** Lines end in CR LF, each of them, and hold no other CR. */
const cookieLine = /^(cookie):([^\r]*)\r\n/gim
const setCookieLine = /^set-cookie:([^\r]*)\r\n/gim

function trimmed(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '')
}
