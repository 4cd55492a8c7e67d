import type { BackendSpec, FailureSpec } from '../../src/model/backend-spec.js'
import type { Traffic } from '../../src/model/traffic.js'

/** A backend that never fails; tests name only what they are about. */
export function backendSpec(change: Partial<BackendSpec> = {}): BackendSpec {
  return {
    name: 'b1',
    port: 0,
    weight: 1,
    workers: 1,
    threads: 1,
    backlog: 2048,
    keepAliveMs: 0,
    latency: { kind: 'constant', valueMs: 100 },
    cpuShare: 0,
    failures: failureSpec(),
    slowStart: undefined,
    faults: [],
    backup: false,
    maxFails: 1,
    failTimeoutMs: 10_000,
    maxRequests: 0,
    ...change,
  }
}

export function failureSpec(change: Partial<FailureSpec> = {}): FailureSpec {
  return {
    errorShare: 0,
    status: 500,
    resetShare: 0,
    closeShare: 0,
    hangShare: 0,
    hangMs: 30_000,
    afterShare: 1,
    ...change,
  }
}

export function traffic(change: Partial<Traffic> = {}): Traffic {
  return {
    load: openLoop(1000),
    clients: { count: 100, zipf: 1 },
    requests: [{ method: 'GET', path: '/', bodyBytes: 0, share: 1 }],
    timeoutMs: 2000,
    ...change,
  }
}

export function openLoop(ratePerSecond: number): Extract<Traffic['load'], { kind: 'open' }> {
  return { kind: 'open', ratePerSecond, arrivals: { kind: 'poisson' }, maxSockets: 256 }
}
