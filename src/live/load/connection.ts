import type { TLSSocket } from 'node:tls'
import type { Client, ParsedHead } from 'autocannon'
import type { ErrorKind } from '../../bench/trial.js'
import { adoptClient } from './adopt-client.js'
import { isSilent } from './peek.js'
import type { SiteTls } from './site.js'

export type ConnectionState = 'asleep' | 'dialling' | 'open' | 'busy'

/** Who uses connections. In every call but `head` the connection has its new state already. */
export interface ConnectionOwner {
  /** It was dialled and can send. */
  opened(connection: Connection): void
  /** The head of the final answer came (not of a 1xx). */
  head(connection: Connection, head: ParsedHead): void
  /** The answer is complete. `open`: may be used again; `asleep`: that was its last one. */
  answered(connection: Connection, status: number): void
  /** The dial or the request came to nothing; asleep. */
  failed(connection: Connection, kind: ErrorKind): void
  /**
   * The kernel refused to take the request, as the server had reset this used connection: it can go out again.
   */
  unread(connection: Connection): void
  /** The server closed it between two requests. */
  fellAsleep(connection: Connection): void
}

/**
 * One client of autocannon with what it lacks: it knows whether an answer was lost and how, forgets the lost request
 * (autocannon times every later answer from it), connects only when told to, and never takes two requests at once.
 *
 * A request that was on the wire is never sent again, whatever its method. FIN and then a reset in place of an answer
 * may mean that the server had closed the idle connection before (its kernel resets what comes late), or that it
 * read the request and failed: they look the same. So the first is excluded before sending (`stillOpen`), and what
 * happens afterwards is the server's fault. What remains is a server that closes in the few microseconds between
 * that look and the write, or, beyond loopback, in the time a packet takes: it is counted as `closed` or `reset`.
 */
export class Connection {
  state: ConnectionState = 'asleep'
  /** The owner's note: the row in flight or waiting for the dial; -1 for none. */
  row = -1

  readonly #client: Client
  readonly #tls: Pick<SiteTls, 'insecure'> | undefined
  readonly #owner: ConnectionOwner
  readonly #dial: () => void
  readonly #write: () => void
  #request = ''
  #bodiless = false
  /** Answers on this connection so far. */
  #answers = 0
  /** Bytes of the current answer, 1xx included. */
  #bytes = 0
  #interim = false
  #complete = false
  #invalid = false
  #keepAlive = false
  #status = 0
  /** The kernel took nothing of the request. */
  #refused = false

  /** @param tls where it is encrypted, and whether the other end has to prove who it is */
  constructor(client: Client, owner: ConnectionOwner, tls?: Pick<SiteTls, 'insecure'>) {
    this.#tls = tls
    this.#client = client
    this.#owner = owner
    const { dial, write } = adoptClient(client, {
      request: () => this.#request,
      head: head => this.#onHead(head),
      complete: () => this.#onComplete(),
      parsed: (length, result) => this.#onParsed(length, result),
    })
    this.#dial = dial
    this.#write = write
  }

  /** asleep -> dialling; then `opened` or `failed`. */
  dial(): void {
    this.state = 'dialling'
    this.#answers = 0
    this.#client.parser.initialize('RESPONSE')
    this.#dial()
    const socket = this.#client.conn!
    socket.setNoDelay(true)
    socket.setDefaultEncoding('latin1')
    socket.once(this.#tls === undefined ? 'connect' : 'secureConnect', () => this.#onConnect())
    socket.on('end', () => this.#onEnd())
    socket.on('error', error => this.#onError(error))
  }

  /**
   * To be asked right before `send`. open -> asleep, unreported, where the server has closed this used connection or
   * said something unasked, and the event loop is yet to tell us. On a new one that is a fault, and told by its events.
   */
  stillOpen(): boolean {
    if (this.#answers === 0 || isSilent(this.#client.conn!)) return true
    this.drop()
    return false
  }

  /** open -> busy; then `answered`, `failed` or `unread`. `bodiless`: a HEAD, whose answer has a length but no body. */
  send(request: string, bodiless: boolean): void {
    this.state = 'busy'
    this.#request = request
    this.#bodiless = bodiless
    this.#bytes = 0
    this.#complete = false
    this.#invalid = false
    this.#write()
    // Set at once where write(2) fails; the event comes later. A write cut short fails later, as part of it was sent.
    this.#refused = this.#client.conn!.errored !== null
  }

  /** Any state -> asleep. Nothing is reported. */
  drop(): void {
    this.#client._destroyConnection()
    this.state = 'asleep'
  }

  #onConnect(): void {
    // Before a byte of a request goes out: it may bear a password.
    if (this.#tls?.insecure === false && !(this.#client.conn as TLSSocket).authorized) this.#fail('refused')
    else {
      this.state = 'open'
      this.#owner.opened(this)
    }
  }

  /** @returns true where no body follows, whatever the length says (RFC 9112 6.3) */
  #onHead(head: ParsedHead): boolean {
    const status = head.statusCode
    if (this.#complete) this.#keepAlive = false // a second answer to one request: not to be trusted with another
    if (this.#complete || this.state !== 'busy') return false
    this.#interim = status < 200
    // We never ask for an upgrade, so a 101 is nonsense.
    if (status === 101) this.#invalid = true
    const bodiless = this.#interim || this.#bodiless || status === 204 || status === 304
    if (this.#interim) return bodiless
    this.#status = status
    this.#keepAlive = head.shouldKeepAlive || (bodiless && persists(head, this.#client.parser.connection))
    this.#owner.head(this, head)
    return bodiless
  }

  /** @returns whether autocannon may know: it crashes on an answer nobody asked for, and takes a 1xx for one */
  #onComplete(): boolean {
    if (this.#interim || this.#invalid || this.#complete || this.state !== 'busy') return false
    this.#complete = true
    return true
  }

  /**
   * Decides after the whole chunk was parsed, so bytes beyond the answer are seen before the connection is used again.
   */
  #onParsed(length: number, result: number | Error): void {
    this.#bytes += length
    const failed = result instanceof Error
    if (this.state !== 'busy') this.#closeIdle()
    else if (this.#complete) this.#finish(this.#keepAlive && !failed && this.#parserIsFresh())
    else if (failed || this.#invalid) this.#fail('invalid')
  }

  #onEnd(): void {
    // In the middle of a TLS handshake.
    if (this.state === 'dialling') this.#fail('closed')
    else if (this.state !== 'busy') this.#closeIdle()
    else if (this.#client.parser.state === 'BODY_RAW') this.#finishAtEnd()
    else if (this.#bytes > 0) this.#fail('cut')
    else this.#fail('closed')
  }

  /** An answer without a length ends with its connection (RFC 9112 6.3, item 8). */
  #finishAtEnd(): void {
    this.#client.parser.finish()
    this.#finish(false)
  }

  #onError(error: NodeJS.ErrnoException): void {
    if (this.state === 'dialling') this.#fail(dialFailure(error.code))
    else if (this.state !== 'busy') this.#closeIdle()
    else if (this.#bytes > 0) this.#fail('cut')
    else if (this.#refused && this.#answers > 0) this.#sendAgain()
    else this.#fail('reset')
  }

  #finish(keep: boolean): void {
    this.#answers++
    if (keep) this.state = 'open'
    else this.drop()
    this.#owner.answered(this, this.#status)
  }

  #fail(kind: ErrorKind): void {
    this.drop()
    this.#owner.failed(this, kind)
  }

  #sendAgain(): void {
    this.drop()
    this.#owner.unread(this)
  }

  #closeIdle(): void {
    this.drop()
    this.#owner.fellAsleep(this)
  }

  #parserIsFresh(): boolean {
    return this.#client.parser.state === 'RESPONSE_LINE' && this.#client.parser.line === ''
  }
}

/** The parser calls a bodiless answer without a length "not persistent"; here is the rule without the length. */
function persists(head: ParsedHead, connection: string): boolean {
  const http11 = head.versionMajor === 1 && head.versionMinor >= 1
  return http11 ? !connection.includes('close') : connection.includes('keep-alive')
}

/** No route or no port is ours to report as not sent; all else is the server's doing: also a handshake that makes no sense. */
function dialFailure(code: string | undefined): ErrorKind {
  if (code === 'ECONNRESET') return 'reset'
  if (code === 'ETIMEDOUT') return 'timeout'
  if (code === 'EADDRNOTAVAIL' || code === 'EMFILE' || code === 'ENFILE') return 'notSent'
  return code?.startsWith('ERR_SSL') ? 'invalid' : 'refused'
}
