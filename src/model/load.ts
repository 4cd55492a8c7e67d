import { meanRatePerSecond } from './arrivals.js'
import type { BackendSpec } from './backend-spec.js'
import { meanMs } from './distribution.js'
import type { Traffic } from './traffic.js'

/** How long a request holds a worker's thread on average, ms: with its failures, without faults and slow start. */
export function meanServiceMs({ latency, failures }: BackendSpec): number {
  const { errorShare, resetShare, closeShare, hangShare, hangMs, afterShare } = failures
  const cutShare = errorShare + resetShare + closeShare
  const wholeShare = Math.max(0, 1 - cutShare - hangShare)
  return meanMs(latency) * (wholeShare + cutShare * afterShare) + hangShare * hangMs
}

/**
 * Requests a second that all primary backends together can work off when all are up: workers * threads / mean service
 * time each. Threads that burn CPU share their worker's one CPU, so a worker is worth at most 1 / cpuShare threads.
 * Infinity where service takes no time; weights and faults do not count.
 */
export function capacityPerSecond(backends: readonly BackendSpec[]): number {
  return backends.filter(({ backup }) => !backup).reduce((sum, backend) => sum + capacityOf(backend), 0)
}

/** The part of a scenario that tells its load. */
export interface LoadPlan {
  readonly backends: readonly BackendSpec[]
  readonly traffic: Traffic
  readonly run: { readonly durationMs: number }
}

/** Planned rate over capacity: 0.6 is "60 % of capacity". Undefined in a closed loop, which has no rate of its own. */
export function offeredLoad({ backends, traffic, run }: LoadPlan): number | undefined {
  if (traffic.load.kind === 'closed') return undefined
  return meanRatePerSecond(traffic.load, run.durationMs) / capacityPerSecond(backends)
}

function capacityOf(backend: BackendSpec): number {
  const { workers, threads, cpuShare } = backend
  return (workers * Math.min(threads, Math.max(1, 1 / cpuShare)) * 1000) / meanServiceMs(backend)
}
