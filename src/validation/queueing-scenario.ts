import type { BackendSpec, FailureSpec } from '../model/backend-spec.js'
import type { Distribution } from '../model/distribution.js'
import { capacityPerSecond } from '../model/load.js'
import { nginxBalancer, productHealth } from '../model/products.js'
import type { Traffic } from '../model/traffic.js'
import type { Scenario } from '../scenario/scenario.js'

/** The service time of theory: exponential, mean 1 ms, so that a time in ms is a time in mean service times. */
export const unitService: Distribution = { kind: 'exponential', meanMs: 1 }

/** What a model says of one backend; the rest is as the textbook has it: one worker, endless room, no failures. */
export type ModelBackend = Partial<BackendSpec>

/** So many backends that are all the same. */
export function alike(count: number, backend: ModelBackend = {}): ModelBackend[] {
  return new Array<ModelBackend>(count).fill(backend)
}

export interface OpenModel {
  readonly backends: readonly ModelBackend[]
  /** Load a worker. */
  readonly rho: number
  /** To be measured, on average. */
  readonly requests: number
  /** Default: `settledAfterMs`. */
  readonly warmupMs?: number
  readonly arrivals?: 'poisson' | 'even'
  /** Default: nobody gives up. */
  readonly timeoutMs?: number
}

/** The open queueing model as a scenario. */
export function openScenario(model: OpenModel): Scenario {
  const backends = model.backends.map(backendSpec)
  const ratePerSecond = model.rho * capacityPerSecond(backends)
  return scenario({
    backends,
    load: { kind: 'open', ratePerSecond, arrivals: { kind: model.arrivals ?? 'poisson' }, maxSockets: never },
    timeoutMs: model.timeoutMs ?? never,
    warmupMs: model.warmupMs ?? settledAfterMs(model.rho, Math.min(...backends.map(serversOfQueue))),
    durationMs: (1000 * model.requests) / ratePerSecond,
  })
}

export interface ClosedModel {
  readonly backends: readonly ModelBackend[]
  readonly connections: number
  readonly think: Distribution
  readonly warmupMs: number
  readonly durationMs: number
}

/** The closed queueing model as a scenario. */
export function closedScenario({ connections, think, ...model }: ClosedModel): Scenario {
  const backends = model.backends.map(backendSpec)
  return scenario({ ...model, backends, load: { kind: 'closed', connections, think }, timeoutMs: never })
}

/**
 * Twenty relaxation times of M/M/c: 1 / (c (1 - sqrt rho)^2) mean service times each (van Doorn 1985), or 1 where that is less.
 * Then e^-20 is left of the empty start. Heavy tails forget a few times more slowly, and leave e^-5 of it to the first of
 * thousands of relaxation times that are measured.
 */
export function settledAfterMs(rho: number, workers: number): number {
  const gap = 1 - Math.sqrt(rho)
  return 20 * Math.max(1, 1 / (workers * gap * gap))
}

/** A worker of several threads has a queue of its own. */
function serversOfQueue({ workers, threads }: BackendSpec): number {
  return threads > 1 && workers > 1 ? threads : workers * threads
}

/** Longer than any trial. */
const never = 1e9

const noFailures: FailureSpec = {
  errorShare: 0,
  status: 500,
  resetShare: 0,
  closeShare: 0,
  hangShare: 0,
  hangMs: 1000,
  afterShare: 1,
}

function backendSpec(change: ModelBackend, index: number): BackendSpec {
  return {
    name: `b${index + 1}`,
    weight: 1,
    workers: 1,
    threads: 1,
    backlog: never,
    keepAliveMs: 1000,
    latency: unitService,
    cpuShare: 0,
    failures: noFailures,
    slowStart: undefined,
    faults: [],
    port: 0,
    backup: false,
    maxFails: 0,
    failTimeoutMs: 10_000,
    maxRequests: 0,
    ...change,
  }
}

interface Parts {
  readonly backends: readonly BackendSpec[]
  readonly load: Traffic['load']
  readonly timeoutMs: number
  readonly warmupMs: number
  readonly durationMs: number
}

function scenario({ backends, load, timeoutMs, warmupMs, durationMs }: Parts): Scenario {
  return {
    name: 'validation',
    description: '',
    backends,
    traffic: {
      load,
      clients: { count: 1000, zipf: 0 },
      requests: [{ method: 'GET', path: '/', bodyBytes: 0, share: 1 }],
      timeoutMs,
    },
    balancer: nginxBalancer(0, { health: productHealth.none, connectTimeoutMs: never, readTimeoutMs: never }),
    run: { durationMs, warmupMs, rounds: 1, seed: 1, isolation: 'shared', realtime: false },
    gates: [],
  }
}
