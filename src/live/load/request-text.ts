import type { RequestKind, Traffic } from '../../model/traffic.js'
import type { Workload } from '../../model/workload.js'
import { authorityOf } from '../authority.js'
import { headers } from '../protocol.js'
import type { Site } from './site.js'

export interface RequestTextOptions {
  readonly host: string
  readonly port: number
  readonly site?: Pick<Site, 'authority' | 'path' | 'query' | 'headers'>
  readonly traffic: Traffic
  readonly workload: Workload
  /** IP address of a client, as a proxy in front would report it. */
  readonly clientAddress: (client: number) => string
}

/**
 * Writes requests, one latin1 string each: a string goes to the kernel without the copy and the garbage a Buffer costs.
 */
export interface RequestText {
  /**
   * @param cookie value of the Cookie header, '' for none
   * @param lines further header lines, each ended
   */
  of(row: number, cookie: string, lines?: string): string
  /** As row's request, but to be answered at once and for nothing. */
  priming(row: number): string
  /** Whether its answer has no body, whatever length it gives. */
  isHead(row: number): boolean
}

export function createRequestText(options: RequestTextOptions): RequestText {
  const { workload, traffic } = options
  const parts = traffic.requests.map(kind => fixedParts(kind, options))
  const forwarded = forwardedFor(options.clientAddress)
  const text = (row: number, extra: string): string => {
    const { start, body } = parts[workload.kind[row]]
    const chance = `${headers.demand}: ${workload.demand[row]}\r\n${headers.failure}: ${workload.failure[row]}\r\n`
    return `${start}${forwarded(workload.client[row])}${chance}${extra}\r\n${body}`
  }
  return {
    of: (row, cookie, lines = '') => text(row, cookie === '' ? lines : `${lines}Cookie: ${cookie}\r\n`),
    priming: row => text(row, `${headers.prime}: 1\r\n`),
    isHead: row => parts[workload.kind[row]].isHead,
  }
}

interface FixedParts {
  readonly start: string
  readonly body: string
  readonly isHead: boolean
}

function fixedParts({ method, path, bodyBytes }: RequestKind, options: RequestTextOptions): FixedParts {
  const content: [string, string][] =
    bodyBytes > 0
      ? [
          ['Content-Type', 'application/octet-stream'],
          ['Content-Length', String(bodyBytes)],
        ]
      : expectsBody.has(method)
        ? [['Content-Length', '0']]
        : []
  const own: [string, string][] = [
    ['Host', hostHeader(options)],
    ['User-Agent', 'lbbench'],
    ['Accept', '*/*'],
    ...content,
  ]
  const { headers: users = [] } = options.site ?? {}
  const said = new Set(users.map(([name]) => name.toLowerCase()))
  const fields = [...own.filter(([name]) => !said.has(name.toLowerCase())), ...users]
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const start = `${method} ${pathAt(path, options.site)} HTTP/1.1\r\n${lines}`
  return { start, body: 'x'.repeat(bodyBytes), isHead: method === 'HEAD' }
}

/** "/items?id=3" at the site "/api?key=1" is "/api/items?id=3&key=1". */
function pathAt(path: string, site: RequestTextOptions['site']): string {
  if (site === undefined) return path
  const [own, ownQuery = ''] = path.split(/\?(.*)/s)
  const query = [ownQuery, site.query].filter(part => part !== '').join('&')
  return `${site.path}${own}${query === '' ? '' : `?${query}`}`
}

/** Methods whose empty body must be said to be empty (RFC 9110 8.6). */
const expectsBody = new Set(['POST', 'PUT', 'PATCH'])

function hostHeader({ host, port, site }: RequestTextOptions): string {
  return site?.authority ?? authorityOf(host, port)
}

function forwardedFor(clientAddress: (client: number) => string): (client: number) => string {
  const known: string[] = []
  return client => (known[client] ??= `X-Forwarded-For: ${clientAddress(client)}\r\n`)
}
