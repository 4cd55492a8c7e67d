import { createRequire } from 'node:module'
import type { Client, Histogram } from 'autocannon'
import autocannon from 'autocannon'
import { LbbenchError } from '../../errors.js'
import { Connection, type ConnectionOwner } from './connection.js'

/** The one version whose inner members we know. */
export const transportVersion = '9.0.0'

export interface TransportOptions {
  readonly host: string
  readonly port: number
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
export function openTransport({ host, port, sockets, owner }: TransportOptions): Transport {
  assertTransport()
  const clients: Client[] = []
  const connections: Connection[] = []
  const ended = new Promise<void>((resolve, reject) => {
    autocannon(
      {
        ...quiet,
        url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
        connections: sockets,
        setupClient(client) {
          clients.push(client)
          connections.push(new Connection(client, owner))
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
