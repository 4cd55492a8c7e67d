import type { ParsedHead } from 'autocannon'
import { type ErrorKind, errorKinds } from '../../bench/trial.js'
import type { Connection, ConnectionOwner } from './connection.js'
import { Rest } from './rest.js'

/** Whose requests the sockets carry. Rows are any numbers >= 0. */
export interface RequestSource {
  /** The request as text, and whether its answer has no body; asked for at the moment of sending. */
  write(row: number): { readonly text: string; readonly bodiless: boolean }
  sent(row: number): void
  /** It goes out once more, as no byte of it left the first time. `sent` is called again. */
  resent(row: number): void
  head(row: number, head: ParsedHead): void
  /** @param status HTTP status or a value of `errorKinds` */
  ended(row: number, status: number): void
}

/**
 * Gives each request a connection: an open one if there is one, else one that is about to be, else a new one, else
 * (all are busy: the cap) it waits its turn.
 *
 * - Last used, first used again: the others grow old, and a server may close them; nobody is hurt.
 * - An answered connection rests before it is used again, so that a FIN behind the answer is seen first; and one
 *   that the server has closed nevertheless gives way to a new one before the request is written.
 * - A closed connection is not dialled before a request needs it: a dead port gets one knock a request, not a storm,
 *   and a server with one worker is not held up by a connection that says nothing.
 */
export class Sockets implements ConnectionOwner {
  readonly #open: Connection[] = []
  readonly #asleep: Connection[] = []
  readonly #waiting: number[] = []
  readonly #rest = new Rest(connection => this.#free(connection))
  #all: readonly Connection[] = []
  #source: RequestSource | undefined

  /** The connections to use, all asleep: before anything else. */
  own(connections: readonly Connection[]): void {
    this.#all = connections
    this.#asleep.push(...connections)
  }

  /** From now on, the requests of this source; those of the last one must have ended. */
  serve(source: RequestSource): void {
    this.#source = source
  }

  /** Sends the row as soon as it can. @returns false where it has to wait, all sockets being busy */
  take(row: number): boolean {
    const open = this.#open.pop()
    const atOnce = open !== undefined || this.#waiting.length < this.#rest.size || this.#asleep.length > 0
    if (open !== undefined) this.#send(open, row)
    else if (this.#waiting.length < this.#rest.size || !atOnce) this.#waiting.push(row)
    else this.#dialFor(this.#asleep.pop()!, row)
    return atOnce
  }

  /** Takes the row back, wherever it is; its connection is destroyed. */
  abandon(row: number): void {
    const position = this.#waiting.indexOf(row)
    if (position >= 0) this.#waiting.splice(position, 1)
    const connection = this.#all.find(candidate => candidate.row === row)
    if (connection !== undefined) this.#release(connection, () => connection.drop())
  }

  /** Connections that are open, with a request or without. */
  get openCount(): number {
    return this.#all.filter(({ state }) => state === 'open' || state === 'busy').length
  }

  /** Sends nothing more. The connections are closed by whoever opened them. */
  stop(): void {
    this.#waiting.length = 0
    this.#asleep.length = 0
  }

  opened(connection: Connection): void {
    if (connection.row >= 0) this.#send(connection, connection.row)
    else this.#free(connection)
  }

  head(connection: Connection, head: ParsedHead): void {
    this.#source!.head(connection.row, head)
  }

  answered(connection: Connection, status: number): void {
    this.#source!.ended(this.#release(connection), status)
  }

  failed(connection: Connection, kind: ErrorKind): void {
    const row = this.#release(connection)
    if (row >= 0) this.#source!.ended(row, errorKinds[kind])
  }

  unread(connection: Connection): void {
    this.#source!.resent(connection.row)
    this.#dialFor(connection, connection.row)
  }

  fellAsleep(connection: Connection): void {
    const position = this.#open.indexOf(connection)
    if (position >= 0) this.#open.splice(position, 1)
    this.#rest.forget(connection)
    this.#free(connection)
  }

  /** @returns the row that had it, -1 where none had */
  #release(connection: Connection, stop?: () => void): number {
    const { row } = connection
    connection.row = -1
    stop?.()
    if (connection.state === 'open') this.#rest.add(connection)
    else this.#free(connection)
    return row
  }

  #free(connection: Connection): void {
    const next = this.#waiting.shift()
    if (connection.state === 'open') {
      if (next === undefined) this.#open.push(connection)
      else this.#send(connection, next)
    } else if (next === undefined) this.#asleep.push(connection)
    else this.#dialFor(connection, next)
  }

  #dialFor(connection: Connection, row: number): void {
    connection.row = row
    connection.dial()
  }

  #send(connection: Connection, row: number): void {
    if (connection.stillOpen()) this.#write(connection, row)
    else this.#dialFor(connection, row)
  }

  #write(connection: Connection, row: number): void {
    const { text, bodiless } = this.#source!.write(row)
    connection.row = row
    // The clock is read before the write: whatever delays us from here on is part of what the client waits for.
    this.#source!.sent(row)
    connection.send(text, bodiless)
  }
}
