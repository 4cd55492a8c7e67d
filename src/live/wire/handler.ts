export interface WireRequest {
  readonly method: string
  readonly target: string
  /** Value of the first field of that name, in any case, without blanks around it. */
  header(name: string): string | undefined
  /** Size of the body's content; it was read and dropped. */
  readonly bodyBytes: number
}

/** Exactly one of `send`, `reset` and `close` is called, once, any time later. Calls after the client left do nothing. */
export interface WireReply {
  /**
   * @param fields "name: value\r\n" each; Content-Length and Connection are added
   * @param body sent as UTF-8
   */
  send(status: number, fields: string, body: string, options?: { readonly close?: boolean }): void
  /** RST at once. */
  reset(): void
  /** FIN without an answer. */
  close(): void
  /** The client went away. */
  readonly aborted: boolean
}

export type Handler = (request: WireRequest, reply: WireReply) => void
