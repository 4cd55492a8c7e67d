/**
 * What lbbench uses of autocannon 9.0.0, which ships no types. Underscore members are not its public interface: the
 * exact version is pinned, `transport.ts` checks at start-up that they exist, and `test/load/contract.test.ts` that
 * they behave.
 */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events'
  import type { Socket } from 'node:net'

  /** Head of an answer, as http-parser-js hands it out. */
  export interface ParsedHead {
    readonly versionMajor: number
    readonly versionMinor: number
    readonly statusCode: number
    /** Names and values in turn, as on the wire. */
    readonly headers: readonly string[]
    readonly shouldKeepAlive: boolean
  }

  /** http-parser-js in RESPONSE mode. */
  export interface Parser {
    /** What comes next: 'RESPONSE_LINE' between messages, 'BODY_RAW' in a body that ends with the connection. */
    readonly state: string
    /** Part of a line, not complete yet. */
    readonly line: string
    /** The message being parsed; headers: names and values in turn, trimmed, so far. */
    readonly info: { readonly versionMinor: number; readonly headers: readonly string[] }
    /** While in `execute`: its bytes, and the first one not parsed yet. */
    readonly chunk: Buffer
    readonly offset: number
    /** Values of the Connection headers, joined, lower case. */
    readonly connection: string
    initialize(type: 'RESPONSE'): void
    /** @returns the next line without its end; undefined where that is still to come */
    consumeLine(): string | undefined
    execute(chunk: Buffer): number | Error
    finish(): Error | undefined
    /** Callbacks under the parser class's `kOnHeadersComplete` and `kOnMessageComplete`. */
    [callback: number]: (head: ParsedHead) => unknown
  }

  export interface Client extends EventEmitter {
    /** Read at each dial: hostname, port, servername, tlsOptions. */
    readonly opts: object
    conn: Socket | undefined
    readonly parser: Parser
    readonly pipelinedRequests: { addBody(body: Buffer): void }
    readonly requestIterator: { readonly currentRequest: object; nextRequest(): object }
    timeoutTicker: { reschedule(timeoutMs: number): void; clear(): void }
    _connect(): void
    _doRequest(): void
    _destroyConnection(): void
    getRequestBuffer(): string | Buffer
    destroy(): void
  }

  export interface Histogram {
    readonly __custom: true
    recordValue(value: number): void
    destroy(): void
  }

  export interface Options {
    readonly url: string
    readonly connections: number
    readonly duration: number
    readonly timeout: number
    readonly sampleInt: number
    readonly skipAggregateResult: boolean
    readonly histograms: { readonly latencies: Histogram; readonly requests: Histogram; readonly throughput: Histogram }
    setupClient(client: Client): void
  }

  export default function autocannon(options: Options, ended: (error: Error | null) => void): unknown
}
