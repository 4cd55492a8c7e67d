import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { listen } from '../listen.js'
import { type PageEvent, type Present, Visitors } from './visitors.js'

export interface DashboardServerOptions {
  /** 0 for any free one. */
  readonly port: number
  /** The page as it is to be shown now, HTML. */
  readonly page: () => string
  readonly present: Present
}

/** Serves a page at `/`, and what happens at `/events`, to browsers on this machine. */
export interface DashboardServer {
  /** Of the page. */
  readonly url: string
  /** How many follow it right now. */
  watchers(): number
  tell(events: readonly PageEvent[]): void
  /** Resolves when everybody has got everything, whoever has just opened the page included; after `mostMs` in any case. */
  close(mostMs: number): Promise<void>
}

const host = '127.0.0.1'
/** More tabs than this are somebody's mistake. */
const mostVisitors = 50
/** A browser that got the page follows it within this time, ms, or not at all. */
const followsWithinMs = 2000

/** @throws LbbenchError PORT_TAKEN */
export async function serveDashboard({ port, page, present }: DashboardServerOptions): Promise<DashboardServer> {
  const visitors = new Visitors(present)
  let openedMs = Number.NEGATIVE_INFINITY
  let follows = (): void => undefined
  const server = createServer((request, response) => {
    const refusal = refusalOf(request, visitors.count)
    if (refusal !== undefined) return refuse(response, refusal)
    const isPage = pathOf(request) === '/'
    openedMs = isPage ? performance.now() : Number.NEGATIVE_INFINITY
    response.writeHead(200, { ...guards, 'content-type': isPage ? 'text/html; charset=utf-8' : 'text/event-stream' })
    if (isPage) return response.end(page())
    visitors.welcome(response)
    follows()
  })
  const bound = await listen(server, port, host, 'the dashboard')
  return {
    url: `http://${host}:${bound}/`,
    watchers: () => visitors.count,
    tell: events => visitors.tell(events),
    async close(mostMs) {
      await within(mostMs, async () => {
        const awaitedMs = openedMs + followsWithinMs - performance.now()
        if (awaitedMs > 0) await within(awaitedMs, () => new Promise<void>(resolve => (follows = resolve)))
        await visitors.end()
      })
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

interface Refusal {
  readonly status: number
  readonly text: string
}

/** Why a request gets neither the page nor what happens; undefined where it gets it. */
function refusalOf(request: IncomingMessage, visitors: number): Refusal | undefined {
  const path = pathOf(request)
  if (!isForThisMachine(request)) return { status: 403, text: `this server is known as ${host} and localhost only` }
  if (path !== '/' && path !== '/events') return { status: 404, text: 'the page is at /' }
  if (request.method !== 'GET') return { status: 405, text: 'there is nothing to do here but look' }
  if (path === '/') return undefined
  if (!isFromOwnPage(request)) return { status: 403, text: 'this is for the page of this server only' }
  return visitors < mostVisitors ? undefined : { status: 503, text: 'too many pages are open' }
}

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?')[0]!

/** For this page only: nobody may keep it, frame it, guess what it is, or read it from a page of another origin. */
const guards = {
  'cache-control': 'no-store',
  'content-security-policy': "frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/**
 * Whether the browser was sent here by a name of this machine, whatever the port, for it may come through a tunnel. Another
 * site can have its own name lead to 127.0.0.1, and then it would be its page that reads ours (DNS rebinding).
 */
function isForThisMachine({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(headers.host ?? '')
}

/** Browsers say whose page asks (https://www.w3.org/TR/fetch-metadata/); whatever else asks need not. */
function isFromOwnPage({ headers }: IncomingMessage): boolean {
  return ['same-origin', 'none', undefined].includes(headers['sec-fetch-site'] as string | undefined)
}

function refuse(response: ServerResponse, { status, text }: Refusal): void {
  const allow = status === 405 ? { allow: 'GET' } : {}
  response.writeHead(status, { ...guards, 'content-type': 'text/plain', ...allow }).end(`${status}: ${text}\n`)
}

/** Settles with the work, or after `mostMs`. */
async function within(mostMs: number, work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>(resolve => {
    timer = setTimeout(resolve, mostMs)
  })
  await Promise.race([work(), enough])
  clearTimeout(timer)
}
