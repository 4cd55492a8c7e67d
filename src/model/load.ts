import { meanRatePerSecond } from './arrivals.js'
import type { BackendSpec } from './backend-spec.js'
import { meanMs } from './distribution.js'
import type { Traffic } from './traffic.js'

/**
 * Requests a second that all primary backends together can work off when all are up: workers * threads / mean service
 * time each. Threads that burn CPU share their worker's one CPU, so a worker is worth at most 1 / cpuShare threads.
 * Infinity where service takes no time. Weights, failures and faults are left out: a load means the same for every strategy.
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
  const { load, surges } = traffic
  if (load.kind === 'closed') return undefined
  return meanRatePerSecond({ load, surges }, run.durationMs) / capacityPerSecond(backends)
}

function capacityOf({ workers, threads, cpuShare, latency }: BackendSpec): number {
  return (workers * Math.min(threads, Math.max(1, 1 / cpuShare)) * 1000) / meanMs(latency)
}
