import { expect, onTestFinished } from 'vitest'
import { errorKinds, type TrialRecord } from '../../src/bench/trial.js'
import { createGenerator, type Generator, type LoadRecord } from '../../src/live/load/generator.js'
import type { Site } from '../../src/live/load/site.js'
import { headers } from '../../src/live/protocol.js'
import { randomStream } from '../../src/model/random.js'
import type { RequestKind, Traffic } from '../../src/model/traffic.js'
import type { Workload } from '../../src/model/workload.js'
import { type Behaviour, FaultServer, nowMs, reply, type Wire } from './fault-server.js'

export interface TrialOptions {
  readonly port: number
  /** TLS: any certificate will do. */
  readonly wire?: Wire
  /** In place of what `wire` makes. */
  readonly site?: Site
  readonly size?: number
  readonly ratePerSecond?: number
  readonly arrivals?: 'poisson' | 'even'
  readonly clients?: number
  readonly timeoutMs?: number
  readonly maxSockets?: number
  readonly warmupMs?: number
  readonly requests?: readonly RequestKind[]
  /** Closed loop with so many connections instead of the open loop. */
  readonly connections?: number
  readonly durationMs?: number
  readonly thinkMs?: number
  readonly prime?: { readonly sockets?: number; readonly requests?: number } | false
  readonly signal?: AbortSignal
}

/** 10.c.b.a for client number abc: what the server must find in X-Forwarded-For. */
export const addressOf = (client: number): string => `10.0.${client >> 8}.${client & 255}`

/** A server for one test. It answers priming requests at once and does with all others as told. */
export async function serving(behaviour: Behaviour, wire: Wire = 'TCP'): Promise<FaultServer> {
  const server = new FaultServer((request, socket) => {
    if (request.headers.has('x-lbbench-prime')) reply(request, socket, {})
    else behaviour(request, socket)
  }, wire)
  onTestFinished(() => server.die())
  return server.listen()
}

/** What a trial gave, and what it takes to compare it with the server's books. */
export interface FinishedTrial extends LoadRecord {
  readonly workload: Workload
  /** Time 0 of the trial on the server's clock. */
  readonly startAt: number
}

/**
 * Server and generator share a clock, so each answered row must nest around what the server noted of that very
 * request, however busy the machine is: sent before it arrived, done after it was answered. One answer taken for
 * another breaks it.
 */
export function expectNested({ record, workload, startAt }: FinishedTrial, server: FaultServer): void {
  const seen = new Map(server.counted.map(request => [Number(request.headers.get(headers.demand)), request]))
  for (let row = 0; row < record.size; row++) {
    if (record.status[row] < 100) continue
    const { arrivedMs, answeredMs } = seen.get(workload.demand[row])!
    const times = [record.dueMs[row], record.sentMs[row], arrivedMs - startAt, answeredMs - startAt, record.doneMs[row]]
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(record.doneMs[row] - (answeredMs - startAt)).toBeLessThan(5000)
  }
}

/** Primes and runs one trial of Poisson traffic (or a closed loop) against a port of loopback. */
export async function runTrial(options: TrialOptions): Promise<FinishedTrial> {
  const generator = generatorFor(options)
  if (options.prime !== false) await generator.prime(options.prime ?? { sockets: 16, requests: 16 })
  const startAt = nowMs() + (options.warmupMs ?? 0) + 20
  const load = await generator.run(startAt, options.signal ?? new AbortController().signal)
  return { ...load, workload: drawWorkload(options), startAt }
}

export function generatorFor(options: TrialOptions): Generator {
  const workload = drawWorkload(options)
  return createGenerator({
    host: '127.0.0.1',
    port: options.port,
    traffic: trafficOf(options),
    workload,
    durationMs: options.durationMs ?? (workload.size === 0 ? 0 : workload.dueMs[workload.size - 1] + 1),
    warmupMs: options.warmupMs ?? 0,
    backendNames: ['b0', 'b1', 'b2', 'b3'],
    ...siteOf(options),
    clientAddress: addressOf,
  })
}

function siteOf({ port, wire, site }: TrialOptions): { readonly site?: Site } {
  if (site !== undefined) return { site }
  return wire === 'TLS' ? { site: tlsSite(port) } : {}
}

/** A site on loopback, over TLS. */
export function tlsSite(port: number, changes: Partial<Site> = {}): Site {
  return {
    addresses: ['127.0.0.1'],
    port,
    tls: { host: 'localhost', insecure: true },
    authority: `localhost:${port}`,
    path: '',
    query: '',
    headers: [],
    backendHeader: headers.backend,
    ...changes,
  }
}

function trafficOf(options: TrialOptions): Traffic {
  const { connections, ratePerSecond = 500, maxSockets = 64, clients = 20, timeoutMs = 5000, thinkMs = 0 } = options
  return {
    load:
      connections === undefined
        ? { kind: 'open', ratePerSecond, arrivals: { kind: 'poisson' }, maxSockets }
        : { kind: 'closed', connections, think: { kind: 'constant', valueMs: thinkMs } },
    clients: { count: clients, zipf: 0 },
    requests: options.requests ?? [{ method: 'GET', path: '/', bodyBytes: 0, share: 1 }],
    timeoutMs,
  }
}

export function drawWorkload(options: Omit<TrialOptions, 'port'>): Workload {
  const { size = 200, ratePerSecond = 500, warmupMs = 0, clients = 20, requests = [{}], thinkMs = 0 } = options
  const random = randomStream(1, 'load test')
  const column = (draw: (row: number) => number): Float64Array =>
    Float64Array.from({ length: size }, (_, row) => draw(row))
  let atMs = -warmupMs
  const gap = options.arrivals === 'even' ? () => 1 : () => -Math.log(1 - random.next())
  return {
    size,
    dueMs: column(() => {
      atMs += (gap() * 1000) / ratePerSecond
      return atMs
    }),
    client: Int32Array.from({ length: size }, () => random.below(clients)),
    demand: column(() => random.next()),
    failure: column(() => random.next()),
    kind: Uint8Array.from({ length: size }, () => random.below(requests.length)),
    thinkMs: column(() => thinkMs),
  }
}

/** How many rows ended each way: { '200': 190, reset: 10 }. */
export function tally(record: TrialRecord): Record<string, number> {
  const names = new Map<number, string>(Object.entries(errorKinds).map(([name, value]) => [value, name]))
  const counts: Record<string, number> = {}
  for (const status of record.status) {
    const name = names.get(status) ?? String(status)
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

export function median(values: Iterable<number>): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
