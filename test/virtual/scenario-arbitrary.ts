import fc from 'fast-check'
import type { BackendSpec, FailureSpec, FaultEvent } from '../../src/model/backend-spec.js'
import { type Distribution, empiricalFrom, gammaFrom, lognormalFrom, paretoFrom } from '../../src/model/distribution.js'
import { nginxBalancer, productHealth } from '../../src/model/products.js'
import type { Arrivals, Traffic } from '../../src/model/traffic.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { backendSpec } from '../model/specs.js'

/** Small scenarios with everything in them at once: some hundred requests, and most of what can go wrong does. */
export const anyScenario: fc.Arbitrary<Scenario> = fc
  .record({
    backends: fc.array(backend(), { minLength: 1, maxLength: 4 }),
    traffic: traffic(),
    health: fc.constantFrom('nginx' as const, 'none' as const),
    retries: fc.integer({ min: 0, max: 3 }),
    readTimeoutMs: fc.constantFrom(15, 60, 100, 5000, 5000),
    warmupMs: fc.constantFrom(0, 250),
    durationMs: fc.integer({ min: 200, max: 1500 }),
  })
  .map(({ backends, traffic, health, retries, readTimeoutMs, warmupMs, durationMs }) => ({
    name: 'any',
    description: '',
    // A fleet of backups alone cannot be; names tell them apart.
    backends: backends.map((spec, i) => ({ ...spec, name: `b${i + 1}`, backup: spec.backup && i > 0 })),
    traffic,
    balancer: nginxBalancer(retries, { health: productHealth[health], connectTimeoutMs: 1000, readTimeoutMs }),
    run: { durationMs, warmupMs, rounds: 1, seed: 1, isolation: 'shared' as const, realtime: false },
    gates: [],
  }))

function backend(): fc.Arbitrary<BackendSpec> {
  return fc
    .record({
      weight: fc.integer({ min: 1, max: 3 }),
      workers: fc.integer({ min: 1, max: 3 }),
      threads: fc.integer({ min: 1, max: 3 }),
      backlog: fc.constantFrom(0, 0, 1, 2048),
      latency: latency(),
      failures: fc.option(failures(), { nil: backendSpec().failures, freq: 2 }),
      slowStart: fc.option(fc.record({ forMs: fc.constantFrom(100, 1000), factor: fc.constantFrom(2, 5) }), {
        nil: undefined,
        freq: 2,
      }),
      faults: fc.array(fault(), { maxLength: 7 }).map(list => list.sort((a, b) => a.atMs - b.atMs)),
      backup: fc.boolean(),
      maxFails: fc.integer({ min: 0, max: 3 }),
      failTimeoutMs: fc.constantFrom(0, 1000, 10_000),
    })
    .map(change => backendSpec(change))
}

/** One of every family, about 5 to 60 ms. */
function latency(): fc.Arbitrary<Distribution> {
  return fc
    .integer({ min: 5, max: 60 })
    .chain(meanMs =>
      fc.constantFrom<Distribution>(
        { kind: 'constant', valueMs: meanMs },
        { kind: 'uniform', minMs: 0, maxMs: 2 * meanMs },
        { kind: 'exponential', meanMs },
        lognormalFrom({ meanMs, cv: 1.5 }),
        gammaFrom({ meanMs, cv: 0.7 }),
        paretoFrom({ meanMs, shape: 1.7 }),
        { kind: 'bimodal', fastMs: meanMs / 2, slowMs: 5 * meanMs, slowShare: 0.1 },
        empiricalFrom([1, meanMs / 2, meanMs, 2.5 * meanMs]),
      ),
    )
}

function failures(): fc.Arbitrary<FailureSpec> {
  return fc.record({
    errorShare: fc.constantFrom(0, 0.1, 0.25),
    status: fc.constantFrom(500, 503),
    resetShare: fc.constantFrom(0, 0.1, 0.25),
    closeShare: fc.constantFrom(0, 0.1, 0.25),
    hangShare: fc.constantFrom(0, 0.05, 0.2),
    hangMs: fc.constantFrom(40, 300),
    afterShare: fc.constantFrom(0, 0.5, 1),
  })
}

/** Few different times, so that backends crash together, and at times at which something else happens. */
function fault(): fc.Arbitrary<FaultEvent> {
  const atMs = fc.constantFrom(-100, 0, 50, 100, 300, 600, 601)
  return fc.oneof(
    fc.record({ atMs, kind: fc.constant('crash' as const) }),
    fc.record({ atMs, kind: fc.constant('recover' as const) }),
    fc.record({ atMs, kind: fc.constant('slow' as const), factor: fc.constantFrom(1, 3, 0.5) }),
    fc.record({ atMs, kind: fc.constantFrom('freeze' as const, 'thaw' as const, 'stop' as const) }),
    fc.record({
      atMs,
      kind: fc.constant('errors' as const),
      share: fc.constantFrom(0, 0.3, 1),
      status: fc.constantFrom(503, 429),
    }),
  )
}

function traffic(): fc.Arbitrary<Traffic> {
  return fc.record({
    load: fc.oneof(openLoop(), closedLoop()),
    clients: fc.record({ count: fc.constantFrom(1, 3, 100), zipf: fc.constantFrom(0, 1) }),
    requests: fc.constantFrom<Traffic['requests']>(
      [{ method: 'GET', path: '/', bodyBytes: 0, share: 1 }],
      [
        { method: 'GET', path: '/a', bodyBytes: 0, share: 2 },
        { method: 'POST', path: '/b', bodyBytes: 10, share: 1 },
      ],
    ),
    timeoutMs: fc.constantFrom(30, 120, 200, 1500, 2500),
  })
}

function openLoop(): fc.Arbitrary<Traffic['load']> {
  const arrivals = fc.constantFrom<Arrivals>(
    { kind: 'poisson' },
    { kind: 'even' },
    { kind: 'burst', everyMs: 400, forMs: 50, factor: 5 },
    { kind: 'trace', timesMs: [0, 0, 0, 10, 10.5, 20, 50, 100, 100, 300, 301, 302, 303, 600, 600] },
  )
  return fc.record({
    kind: fc.constant('open' as const),
    ratePerSecond: fc.constantFrom(5, 40, 150, 400),
    arrivals,
    maxSockets: fc.constant(1000),
  })
}

function closedLoop(): fc.Arbitrary<Traffic['load']> {
  return fc.record({
    kind: fc.constant('closed' as const),
    connections: fc.constantFrom(1, 4, 12),
    think: fc.constantFrom<Distribution>({ kind: 'constant', valueMs: 0 }, { kind: 'exponential', meanMs: 30 }),
  })
}
