import type { Glimpse } from '../../bench/glimpse.js'
import type { TrialRecord } from '../../bench/trial.js'
import type { Traffic } from '../../model/traffic.js'
import type { Workload } from '../../model/workload.js'
import { monotonicMs } from '../clock.js'
import type { Family } from '../metrics/family.js'
import { headers } from '../protocol.js'
import { watchUtilisation } from '../utilisation.js'
import { BackendNames } from './backend-names.js'
import { createClosedLoop } from './closed-loop.js'
import { LoadCounts } from './load-counts.js'
import { loadFamilies } from './load-families.js'
import type { LoadLoop } from './load-loop.js'
import { createOpenLoop } from './open-loop.js'
import { createPacer, type Pacer } from './pacer.js'
import { prime } from './prime.js'
import { createRequestText } from './request-text.js'
import type { Site } from './site.js'
import { Sockets } from './sockets.js'
import { openTransport } from './transport.js'
import { TrialRun } from './trial-run.js'

export interface GeneratorOptions {
  readonly host: string
  readonly port: number
  readonly traffic: Traffic
  readonly workload: Workload
  readonly durationMs: number
  readonly warmupMs: number
  /** What the answers' backend header may say; its index goes into the record. */
  readonly backendNames: readonly string[]
  /** Where it is not the balancer on `host` and `port` that traffic is for, but somebody else's. */
  readonly site?: Site
  /** IP address of a client. */
  readonly clientAddress: (client: number) => string
  /** Whether requests are counted for whoever asks for `families`; false by default. */
  readonly metrics?: boolean
}

/** What one trial's traffic came to. */
export interface LoadRecord {
  /** Closed loop: the rows really begun. */
  readonly record: TrialRecord
  /** Names of the backends, by their indices in the record: of a site, those that its answers named as well. */
  readonly backendNames: readonly string[]
  /** Open loop: arrivals of the measured part that found every socket busy. */
  readonly waitedForSocket: number
  /**
   * Requests that the kernel took on a second try only, the server having reset their connection before the first: no
   * byte of them had left, so that nothing is read twice. Nothing else is ever sent again. With the warm-up.
   */
  readonly resent: number
  /** Share of the measured part in which the generator's event loop was busy, [0, 1]. */
  readonly utilisation: number
}

/** The traffic of one trial, ready to go. Good for one run; always `close` it. */
export interface Generator {
  /**
   * Opens sockets (default: see `initialSockets`) and sends requests that count for nothing (default 300). Takes 5 s
   * at most.
   * @returns how many were answered; 0 says that nobody listens
   */
  prime(options?: { readonly sockets?: number; readonly requests?: number }): Promise<number>
  /**
   * Time 0 of the trial is `startAt` on the monotonic clock (`live/clock.ts`); the first warm-up request is due `warmupMs` before.
   * Resolves, everything closed, once the last request has ended. Rejects with the signal's reason, at once and with
   * everything closed.
   */
  run(startAt: number, signal: AbortSignal): Promise<LoadRecord>
  /** What is counted while it runs, with `metrics` only. Priming requests are not. */
  families(): Family[]
  /** What there is to see of the trial; undefined while none runs. */
  glimpse(): Glimpse | undefined
  /** Destroys what is open; may be called at any time and more than once. */
  close(): Promise<void>
}

/** Twice what the pulse of a balancer may be missing, ms: one whose strategy loops is named before its requests are given up. */
const primeTimeoutMs = 10_000

/** Throws `LbbenchError` GENERATOR_FAILED where autocannon is not the version this was built for. */
export function createGenerator(options: GeneratorOptions): Generator {
  const { traffic, workload, site } = options
  const sockets = new Sockets()
  const { addresses, port, tls } = site ?? { addresses: [options.host], port: options.port, tls: undefined }
  const transport = openTransport({ addresses, port, tls, sockets: maxSockets(traffic), owner: sockets })
  sockets.own(transport.connections)
  const text = createRequestText(options)
  const pacer = traffic.load.kind === 'open' ? createPacer(workload.dueMs.subarray(0, workload.size)) : undefined
  const counts = options.metrics === true ? new LoadCounts() : undefined
  let running: TrialRun | undefined
  const close = async (): Promise<void> => {
    sockets.stop()
    await Promise.all([transport.close(), pacer?.stop()])
  }
  return {
    async prime({ sockets: count = initialSockets(traffic), requests = 300 } = {}) {
      await pacer?.ready
      return prime(sockets, text, workload.size, { sockets: count, requests, timeoutMs: primeTimeoutMs })
    },
    async run(startAt, signal) {
      const nowMs = (): number => monotonicMs() - startAt
      const backends = new BackendNames(options.backendNames, site !== undefined)
      const { backendHeader = headers.backend } = site ?? {}
      const trial = new TrialRun({
        ...{ sockets, text, workload, backends, backendHeader },
        timeoutMs: traffic.timeoutMs,
        sessions: traffic.sessions !== undefined,
        counts,
        nowMs,
      })
      running = trial
      const utilisation = watchUtilisation(startAt, startAt + options.durationMs)
      try {
        signal.throwIfAborted()
        await trial.run(loopFor(options, startAt, trial, pacer), signal)
        const { waitedForSocket, resends: resent } = trial
        return {
          record: trial.record(),
          backendNames: backends.all,
          waitedForSocket,
          resent,
          utilisation: utilisation(),
        }
      } finally {
        running = undefined
        await close()
      }
    },
    families: () => (counts === undefined ? [] : loadFamilies({ counts, openSockets: () => sockets.openCount })),
    glimpse: () => running?.glimpse(options),
    close,
  }
}

/**
 * Sockets opened before the trial. Little's law: requests in flight = rate * latency, here for a latency of 100 ms,
 * which is long for what this tool measures; at least 16, as arrivals come in bursts. More are opened when they are
 * needed.
 */
export function initialSockets({ load }: Traffic): number {
  if (load.kind === 'closed') return load.connections
  return Math.min(load.maxSockets, Math.max(16, Math.ceil(load.ratePerSecond * 0.1)))
}

function maxSockets({ load }: Traffic): number {
  return load.kind === 'closed' ? load.connections : load.maxSockets
}

function loopFor(
  { traffic, workload, warmupMs, durationMs }: GeneratorOptions,
  startAt: number,
  trial: TrialRun,
  pacer?: Pacer,
): LoadLoop {
  const { load } = traffic
  if (load.kind === 'open')
    return createOpenLoop({ dueMs: workload.dueMs.subarray(0, workload.size), pacer: pacer!, startAt }, trial)
  const { connections } = load
  const { thinkMs, size } = workload
  return createClosedLoop({ connections, rows: size, thinkMs, fromMs: -warmupMs, toMs: durationMs }, trial)
}
