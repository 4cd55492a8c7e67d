import type { RequestKind, Traffic } from '../../model/traffic.js'
import type { Workload } from '../../model/workload.js'
import { headers } from '../protocol.js'

export interface RequestTextOptions {
  readonly host: string
  readonly port: number
  readonly traffic: Traffic
  readonly workload: Workload
  /** IP address of a client, as a proxy in front would report it. */
  readonly clientAddress: (client: number) => string
}

/**
 * Writes requests, one latin1 string each: a string goes to the kernel without the copy and the garbage a Buffer costs.
 */
export interface RequestText {
  /** @param cookie value of the Cookie header, '' for none */
  of(row: number, cookie: string): string
  /** As row's request, but to be answered at once and for nothing. */
  priming(row: number): string
  /** Whether its answer has no body, whatever length it gives. */
  isHead(row: number): boolean
}

export function createRequestText(options: RequestTextOptions): RequestText {
  const { workload, traffic } = options
  const parts = traffic.requests.map(kind => fixedParts(kind, hostHeader(options)))
  const forwarded = forwardedFor(options.clientAddress)
  const text = (row: number, extra: string): string => {
    const { start, body } = parts[workload.kind[row]]
    const chance = `${headers.demand}: ${workload.demand[row]}\r\n${headers.failure}: ${workload.failure[row]}\r\n`
    return `${start}${forwarded(workload.client[row])}${chance}${extra}\r\n${body}`
  }
  return {
    of: (row, cookie) => text(row, cookie === '' ? '' : `Cookie: ${cookie}\r\n`),
    priming: row => text(row, `${headers.prime}: 1\r\n`),
    isHead: row => parts[workload.kind[row]].isHead,
  }
}

interface FixedParts {
  readonly start: string
  readonly body: string
  readonly isHead: boolean
}

function fixedParts({ method, path, bodyBytes }: RequestKind, host: string): FixedParts {
  const start = `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: lbbench\r\nAccept: */*\r\n`
  const content =
    bodyBytes > 0
      ? `Content-Type: application/octet-stream\r\nContent-Length: ${bodyBytes}\r\n`
      : expectsBody.has(method)
        ? 'Content-Length: 0\r\n'
        : ''
  return { start: start + content, body: 'x'.repeat(bodyBytes), isHead: method === 'HEAD' }
}

/** Methods whose empty body must be said to be empty (RFC 9110 8.6). */
const expectsBody = new Set(['POST', 'PUT', 'PATCH'])

function hostHeader({ host, port }: RequestTextOptions): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

function forwardedFor(clientAddress: (client: number) => string): (client: number) => string {
  const known: string[] = []
  return client => (known[client] ??= `X-Forwarded-For: ${clientAddress(client)}\r\n`)
}
