import type { Connection } from './connection.js'

/**
 * Where an answered connection rests for one full turn of the event loop. Servers that close without announcing it (a
 * limit of requests a connection, say) send the FIN right behind the answer; the turn's poll reads it, and no request
 * goes out on a dead connection. One immediate serves all that rest, and costs some microseconds a turn.
 */
export class Rest {
  readonly #rested: (connection: Connection) => void
  #fresh: Connection[] = []
  #halfway: Connection[] = []
  #turning = false

  constructor(rested: (connection: Connection) => void) {
    this.#rested = rested
  }

  get size(): number {
    return this.#fresh.length + this.#halfway.length
  }

  add(connection: Connection): void {
    this.#fresh.push(connection)
    if (!this.#turning) this.#turn()
  }

  /** It was closed meanwhile. */
  forget(connection: Connection): void {
    this.#fresh = this.#fresh.filter(other => other !== connection)
    this.#halfway = this.#halfway.filter(other => other !== connection)
  }

  /**
   * Immediates run after the poll: what came before this poll may be of the same packet, so two of them make a turn.
   */
  #turn(): void {
    this.#turning = true
    setImmediate(() => {
      this.#turning = false
      const done = this.#halfway
      this.#halfway = this.#fresh
      this.#fresh = []
      if (this.#halfway.length > 0) this.#turn()
      for (const connection of done) this.#rested(connection)
    })
  }
}
