import { nginxBalancer } from '../../dist/model/products.js'

/**
 * The model all programs simulate: backends with one worker each and exponential service, Poisson arrivals, a client drawn a
 * request, nothing that fails. Hash strategies get clients enough to spread, and a load that their most popular backend
 * can bear.
 */
export function modelOf({ strategy, backends, requests }) {
  const hashes = /^(chash|iphash)/.test(strategy)
  const load = hashes ? 0.25 : 0.8
  const ratePerSecond = (load * backends * 1000) / meanMs
  const durationMs = (requests / ratePerSecond) * 1000
  const clients = hashes ? Math.min(1_000_000, Math.max(1000, 100 * backends)) : 1000
  return { strategy, backends, meanMs, ratePerSecond, durationMs, clients, seed: 1 }
}

const meanMs = 10

/** The same as a scenario. No queue fills up and nobody waits so long that a client gives up. */
export function scenarioOf({ backends, ratePerSecond, durationMs, clients, seed }) {
  const latency = { kind: 'exponential', meanMs }
  return {
    name: 'bench',
    description: '',
    backends: Array.from({ length: backends }, (_, i) => backend(`b${i}`, latency)),
    traffic: {
      load: { kind: 'open', ratePerSecond, arrivals: { kind: 'poisson' }, maxSockets: 1 },
      clients: { count: clients, zipf: 0 },
      requests: [{ method: 'GET', path: '/', bodyBytes: 0, share: 1 }],
      timeoutMs: 30_000,
    },
    balancer: nginxBalancer(backends - 1),
    run: { durationMs, warmupMs: 0, rounds: 1, seed, isolation: 'shared', realtime: false },
    gates: [],
  }
}

function backend(name, latency) {
  const failures = {
    errorShare: 0,
    status: 500,
    resetShare: 0,
    closeShare: 0,
    hangShare: 0,
    hangMs: 30_000,
    afterShare: 1,
  }
  return {
    name,
    weight: 1,
    workers: 1,
    threads: 1,
    backlog: 1_000_000,
    keepAliveMs: 0,
    latency,
    cpuShare: 0,
    failures,
    slowStart: undefined,
    faults: [],
    port: 0,
    backup: false,
    maxFails: 1,
    failTimeoutMs: 10_000,
    maxRequests: 0,
  }
}
