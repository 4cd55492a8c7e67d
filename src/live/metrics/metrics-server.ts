import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { authorityOf } from '../authority.js'
import { listen } from '../listen.js'
import type { Exposition } from './exposition.js'

export interface MetricsServerOptions {
  /** 0 for any free one. */
  readonly port: number
  readonly host: string
  readonly text: Exposition
}

/** Serves `/metrics` in Prometheus' text format 0.0.4. */
export interface MetricsServer {
  /** Of `/metrics`. */
  readonly url: string
  /**
   * When the next scrape by Prometheus should come, ms from now: undefined where none has come, or only one, so that nobody
   * knows its interval. Known by the header that Prometheus and those like it send.
   */
  nextScrapeMs(): number | undefined
  /** Resolves when a scrape that begins from now on has been answered. */
  scraped(): Promise<void>
  close(): Promise<void>
}

/** @throws LbbenchError PORT_TAKEN */
export async function serveMetrics({ port, host, text }: MetricsServerOptions): Promise<MetricsServer> {
  const scrapes: number[] = []
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    if (!isForMetrics(request, response)) return
    const byPrometheus = request.headers['x-prometheus-scrape-timeout-seconds'] !== undefined
    if (byPrometheus) scrapes.push(performance.now())
    const heard = byPrometheus ? [...waiting] : []
    response.on('finish', () => {
      for (const tell of heard) tell()
    })
    void answer(response, text)
  })
  const bound = await listen(server, port, host, 'the metrics port')
  return {
    url: `http://${authorityOf(host, bound)}/metrics`,
    nextScrapeMs() {
      const [before, last] = scrapes.slice(-2)
      return last === undefined || before === undefined ? undefined : last + (last - before) - performance.now()
    },
    scraped: () => new Promise(resolve => waiting.add(resolve)),
    close() {
      server.closeAllConnections()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}

function isForMetrics({ method, url }: IncomingMessage, response: ServerResponse): boolean {
  const path = url?.split('?')[0]
  if (path !== '/metrics') {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('404: metrics are at /metrics\n')
    return false
  }
  if (method === 'GET' || method === 'HEAD') return true
  response.writeHead(405, { allow: 'GET, HEAD' }).end()
  return false
}

async function answer(response: ServerResponse, text: Exposition): Promise<void> {
  const body = await text()
  response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(body)
}
