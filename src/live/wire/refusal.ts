/**
 * A message that must not be acted on: broken, ambiguous or beyond a limit. Thrown by the parsers of this room. A server
 * answers it with `status` and closes the connection; a proxy that reads an *answer* treats it as a failed try.
 */
export class Refusal extends Error {
  /** The HTTP status a client is told, 400 to 599. */
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'Refusal'
    this.status = status
  }
}
