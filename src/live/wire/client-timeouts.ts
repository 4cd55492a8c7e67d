/** How long a client may take to do its part, ms. `Infinity` waits for ever. */
export interface ClientTimeouts {
  /** For a whole head, from its first byte (the connection's first: from when it was made). */
  readonly headMs: number
  /** Between two reads of a body. */
  readonly bodyMs: number
  /** Between two writes of an answer. */
  readonly sendMs: number
  /** Between an answer and the next request. */
  readonly idleMs: number
}

/** nginx's client_header_timeout, client_body_timeout, send_timeout and keepalive_timeout. */
export const defaultClientTimeouts: ClientTimeouts = { headMs: 60_000, bodyMs: 60_000, sendMs: 60_000, idleMs: 75_000 }

/** nginx's keepalive_timeout of an upstream block. */
export const defaultUpstreamIdleMs = 60_000
