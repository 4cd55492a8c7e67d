import fc from 'fast-check'
import type {
  ActiveCheckSpec,
  BalancerSpec,
  HedgeSpec,
  OutlierSpec,
  PoolChange,
  RetryCondition,
  RetrySpec,
  StickySpec,
} from '../../src/model/balancer-spec.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { anyScenario } from './scenario-arbitrary.js'

/** As `anyScenario`, with all a balancer does besides choosing: each part now and then, and often several. */
export const anyScenarioAround: fc.Arbitrary<Scenario> = fc
  .tuple(anyScenario, around(), fc.array(fc.constantFrom(0, 0, 1, 2, 5), { minLength: 4, maxLength: 4 }), changes())
  .map(([scenario, parts, limits, planned]) => ({
    ...scenario,
    backends: scenario.backends.map((spec, i) => ({ ...spec, maxRequests: limits[i]! })),
    balancer: {
      ...scenario.balancer,
      ...parts,
      health: { ...parts.health, passive: scenario.balancer.health.passive },
      changes: planned.filter(({ backend }) => backend < scenario.backends.length),
    },
  }))

type Around = Pick<BalancerSpec, 'health' | 'slowStart' | 'retry' | 'hedge' | 'queue' | 'breaker' | 'sticky'>

function around(): fc.Arbitrary<Around> {
  return fc.record({
    health: fc.record({
      name: fc.constant('own'),
      passive: fc.boolean(),
      active: sometimes(active()),
      outlier: sometimes(outlier()),
      panic: fc.constantFrom({ belowShare: 0, belowCount: 0 }, { belowShare: 0.5, belowCount: 0 }),
    }),
    slowStart: sometimes(
      fc.record({
        windowMs: fc.constantFrom(100, 500),
        minShare: fc.constantFrom(0.1, 0),
        aggression: fc.constantFrom(1, 2),
        steps: fc.constantFrom(4, 16),
      }),
    ),
    retry: retry(),
    hedge: sometimes(fc.record<HedgeSpec>({ afterMs: fc.constantFrom(0, 10, 40), max: fc.constantFrom(1, 2) })),
    queue: sometimes(fc.record({ limit: fc.constantFrom(1, 5, 1000), timeoutMs: fc.constantFrom(10, 100, 500) })),
    breaker: sometimes(
      fc.record({
        maxRequests: fc.constantFrom(2, 10, Infinity),
        maxPending: fc.constantFrom(1, Infinity),
        maxRetries: fc.constantFrom(1, Infinity),
      }),
    ),
    sticky: sometimes(sticky()),
  })
}

function active(): fc.Arbitrary<ActiveCheckSpec> {
  return fc.record({
    path: fc.constant('/'),
    intervalMs: fc.constantFrom(20, 50, 110),
    downIntervalMs: fc.constantFrom(20, 60),
    timeoutMs: fc.constantFrom(5, 20, 100),
    rise: fc.constantFrom(1, 2),
    fall: fc.constantFrom(1, 3),
    okFrom: fc.constant(200),
    okTo: fc.constantFrom(399, 500),
  })
}

function outlier(): fc.Arbitrary<OutlierSpec> {
  return fc.record({
    intervalMs: fc.constantFrom(50, 200),
    consecutive5xx: fc.constantFrom(0, 1, 3),
    consecutiveGateway: fc.constantFrom(0, 2),
    baseEjectionMs: fc.constantFrom(40, 200),
    maxEjectionMs: fc.constantFrom(300),
    maxEjectionShare: fc.constantFrom(0.1, 0.5, 1),
    successRate: fc.constantFrom(undefined, { minHosts: 2, minRequests: 3, factor: 1 }),
    failureShare: fc.constantFrom(undefined, { minHosts: 1, minRequests: 3, share: 0.3 }),
  })
}

function retry(): fc.Arbitrary<RetrySpec> {
  return fc.record({
    count: fc.integer({ min: 0, max: 3 }),
    on: fc.constantFrom<readonly RetryCondition[]>(
      ['connect', 'reset', 'timeout', 'invalid'],
      ['connect'],
      ['connect', 'reset', 'timeout', '5xx'],
      ['gateway', 'timeout'],
      [503, 'reset'],
    ),
    budget: fc.constantFrom(undefined, undefined, { share: 0.2, min: 1 }),
    backoffMs: fc.constantFrom(0, 0, 5, 25),
    maxBackoffMs: fc.constantFrom(30, 250),
  })
}

function sticky(): fc.Arbitrary<StickySpec> {
  return fc.record({
    by: fc.constantFrom('cookie' as const, 'table' as const, 'client' as const),
    cookie: fc.constant('lb'),
    ttlMs: fc.constantFrom(50, 1000, Infinity),
    refresh: fc.boolean(),
    capacity: fc.constantFrom(2, 1000),
  })
}

function changes(): fc.Arbitrary<readonly PoolChange[]> {
  const atMs = fc.constantFrom(-50, 0, 100, 300, 301)
  const backend = fc.nat(3)
  const change = fc.oneof(
    fc.record({ atMs, backend, kind: fc.constantFrom('drain' as const, 'leave' as const, 'join' as const) }),
    fc.record({ atMs, backend, kind: fc.constant('weight' as const), weight: fc.integer({ min: 1, max: 5 }) }),
  )
  return fc.array(change, { maxLength: 4 }).map(list => list.sort((a, b) => a.atMs - b.atMs))
}

/** Most scenarios have few parts, so that each can show what it does. */
function sometimes<T>(part: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(part, { nil: undefined, freq: 2 })
}
