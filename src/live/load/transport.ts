import { createRequire } from 'node:module'
import { isIP } from 'node:net'
import { createSecureContext } from 'node:tls'
import type { Client, Histogram } from 'autocannon'
import autocannon from 'autocannon'
import { LbbenchError } from '../../errors.js'
import { Connection, type ConnectionOwner } from './connection.js'
import type { SiteTls } from './site.js'

/** The one version whose inner members we know. */
export const transportVersion = '9.0.0'

export interface TransportOptions {
  /** IP addresses; the connections are dealt out over them in turn. */
  readonly addresses: readonly string[]
  readonly port: number
  readonly tls?: SiteTls | undefined
  /** How many connections there can be; all start asleep. */
  readonly sockets: number
  readonly owner: ConnectionOwner
}

export interface Transport {
  readonly connections: readonly Connection[]
  /** Destroys every connection and waits until autocannon has let go of its timers. */
  close(): Promise<void>
}

/**
 * Starts autocannon with `sockets` clients, none of them connected yet. Throws `LbbenchError` GENERATOR_FAILED where it
 * is not the autocannon we know.
 */
export function openTransport({ addresses, port, tls, sockets, owner }: TransportOptions): Transport {
  assertTransport()
  const secured = tls && secureOptions(tls)
  const clients: Client[] = []
  const connections: Connection[] = []
  const ended = new Promise<void>((resolve, reject) => {
    autocannon(
      {
        ...quiet,
        url: tls === undefined ? 'http://localhost' : 'https://localhost',
        connections: sockets,
        setupClient(client) {
          // Not by the URL: it turns port 80 of https into 443, and would copy the TLS context for each client.
          Object.assign(client.opts, { hostname: addresses[clients.length % addresses.length], port, ...secured })
          clients.push(client)
          connections.push(new Connection(client, owner, tls))
        },
      },
      error => (error === null ? resolve() : reject(error)),
    )
  })
  const close = (): Promise<void> => {
    for (const client of clients) client.destroy()
    return ended
  }
  return { connections, close }
}

/**
 * Throws `LbbenchError` GENERATOR_FAILED unless the installed autocannon is exactly the one this room was written for.
 */
export function assertTransport(installed: string = installedVersion()): void {
  if (installed === transportVersion) return
  throw new LbbenchError(
    'GENERATOR_FAILED',
    `autocannon is version ${installed}, but lbbench needs exactly ${transportVersion}`,
    'Run "npm ci" in the folder of lbbench: the lock file pins the right version.',
  )
}

function installedVersion(): string {
  return createRequire(import.meta.url)('autocannon/package.json').version
}

/** One context for all connections. autocannon itself accepts any certificate; `Connection` looks at what came. */
function secureOptions({ host }: SiteTls): { readonly servername: string; readonly tlsOptions: object } {
  const tlsOptions = { secureContext: createSecureContext(), ALPNProtocols: ['http/1.1'] }
  return { servername: isIP(host) === 0 ? host : '', tlsOptions }
}

const ignored: Histogram = { __custom: true, recordValue: () => {}, destroy: () => {} }

/**
 * No rate (it sends bursts), no workers, no pipelining; hence no coordinated-omission "correction" either (it comes
 * with a rate only). Duration and timeout are as long as a timer allows (2^31 - 1 ms), as we end the run. The end is
 * noticed at a sample tick, so that tick is short; what it would sample goes nowhere.
 */
const quiet = {
  duration: 2_147_000,
  timeout: 2_147_000,
  sampleInt: 50,
  skipAggregateResult: true,
  histograms: { latencies: ignored, requests: ignored, throughput: ignored },
}
