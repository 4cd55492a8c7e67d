/** A balancer that lbbench did not start: how it is reached, what it is told, and how its answers are understood. */
export interface Site {
  /** IP addresses of one host, at least one; connections are dealt out over them in turn. */
  readonly addresses: readonly string[]
  readonly port: number
  /** Undefined: plain HTTP. */
  readonly tls: SiteTls | undefined
  /** The Host header. */
  readonly authority: string
  /** What each request's path begins with, and what its query ends with. */
  readonly path: string
  readonly query: string
  /** Sent with every request: name and value. */
  readonly headers: readonly (readonly [string, string])[]
  /** Header of the answer that names the backend, lower case. */
  readonly backendHeader: string
}

export interface SiteTls {
  /** Whose certificate is asked for and expected. An IP address is expected, but not asked for (RFC 6066 3). */
  readonly host: string
  /** Whether any certificate will do. */
  readonly insecure: boolean
}
