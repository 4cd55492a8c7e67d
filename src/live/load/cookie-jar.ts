/** Cookies of every client of a trial, shared by all sockets, as a browser keeps them for one site. */
export interface CookieJar {
  /** Value of the client's Cookie header; '' where it has none. */
  header(client: number, nowMs: number): string
  /** Keeps or deletes what a Set-Cookie header says. Malformed ones are ignored. */
  store(client: number, setCookie: string, nowMs: number): void
}

/**
 * RFC 6265 as far as a load test of one origin needs it: name, value, Max-Age, Expires. Path, Domain, Secure and
 * SameSite are not looked at: all requests go to one host, and session cookies of balancers are set for "/". Times
 * are wall-clock ms, since that is what Expires is written in.
 */
export function createCookieJar(): CookieJar {
  const clients = new Map<number, Cookies>()
  return {
    header(client, nowMs) {
      const cookies = clients.get(client)
      return cookies === undefined ? '' : headerOf(cookies, nowMs)
    },
    store(client, setCookie, nowMs) {
      const cookie = parseSetCookie(setCookie, nowMs)
      if (cookie === undefined) return
      const cookies = clients.get(client) ?? { byName: new Map(), header: '', staleAtMs: Infinity }
      clients.set(client, cookies)
      cookies.byName.set(cookie.name, cookie)
      rebuild(cookies, nowMs)
    },
  }
}

/** One cookie. */
export interface Cookie {
  readonly name: string
  readonly value: string
  readonly expiresAtMs: number
}

interface Cookies {
  readonly byName: Map<string, Cookie>
  /** Written once a change, as it is read once a request. */
  header: string
  /** When the first of them expires. */
  staleAtMs: number
}

function headerOf(cookies: Cookies, nowMs: number): string {
  if (nowMs >= cookies.staleAtMs) rebuild(cookies, nowMs)
  return cookies.header
}

function rebuild(cookies: Cookies, nowMs: number): void {
  const pairs: string[] = []
  cookies.staleAtMs = Infinity
  for (const { name, value, expiresAtMs } of cookies.byName.values()) {
    if (expiresAtMs <= nowMs) {
      cookies.byName.delete(name)
      continue
    }
    pairs.push(`${name}=${value}`)
    cookies.staleAtMs = Math.min(cookies.staleAtMs, expiresAtMs)
  }
  cookies.header = pairs.join('; ')
}

/** What a Set-Cookie header says; undefined where it is malformed. `expiresAtMs` is wall-clock, Infinity for never. */
export function parseSetCookie(text: string, nowMs: number): Cookie | undefined {
  const [pair, ...attributes] = text.split(';')
  const equals = pair.indexOf('=')
  const name = pair.slice(0, equals).trim()
  if (equals < 0 || name === '') return undefined
  return { name, value: pair.slice(equals + 1).trim(), expiresAtMs: expiry(attributes, nowMs) }
}

/** Max-Age wins over Expires (RFC 6265 5.3); what cannot be read is as if not there. */
function expiry(attributes: readonly string[], nowMs: number): number {
  let expiresAtMs = Infinity
  for (const attribute of attributes) {
    const [name, value = ''] = attribute.split('=')
    const key = name.trim().toLowerCase()
    if (key === 'max-age' && /^\s*-?\d+\s*$/.test(value)) return nowMs + Math.max(0, Number(value)) * 1000
    if (key === 'expires' && !Number.isNaN(Date.parse(value))) expiresAtMs = Date.parse(value)
  }
  return expiresAtMs
}
