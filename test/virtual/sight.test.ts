import { expect, it } from 'vitest'
import type { Incident } from '../../src/model/incident.js'
import { nginxBalancer, productHealth } from '../../src/model/products.js'
import { type BalancerSight, windowMs } from '../../src/model/sight.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { simulateTrial } from '../../src/virtual/simulate.js'
import { backendSpec, openLoop, traffic } from '../model/specs.js'
import { scenarioOf } from './scenario.js'

const latency = { kind: 'exponential', meanMs: 5 } as const
const crash: Incident = { name: 'crash', kind: 'crash', fromMs: 1000, toMs: 8000, backends: [2] }

/** Three equal backends, the last of which is down from 1 s to 8 s. */
function crashing(change: Partial<Scenario> = {}): Scenario {
  const [first, second, third] = ['b1', 'b2', 'b3'].map(name => backendSpec({ name, latency }))
  const faults = [
    { atMs: 1000, kind: 'crash' },
    { atMs: 8000, kind: 'recover' },
  ] as const
  return scenarioOf({
    backends: [first!, second!, { ...third!, faults, failTimeoutMs: 2000 }],
    traffic: traffic({ load: openLoop(200) }),
    run: { durationMs: 10_000, warmupMs: 500, rounds: 1, seed: 1, isolation: 'shared', realtime: false },
    incidents: [crash],
    ...change,
  })
}

function trialOf(scenario: Scenario, seed = 1) {
  return simulateTrial({ scenario, strategy: 'rr', options: {}, seed })
}

const sum = (values: Iterable<number>): number => [...values].reduce((all, value) => all + value, 0)
const triesAt = ({ tries }: BalancerSight, backend: number): number[] => [...tries.filter((_, i) => i % 3 === backend)]

it('notes nothing where nothing befalls anybody', () => {
  const { incidents: _, ...calm } = crashing()
  expect(trialOf(calm).sight).toBeUndefined()
})

it('counts every try once, where it was sent and when', () => {
  const { tally, balancer, sight } = trialOf(crashing())
  // A request of the warm-up may be tried again in the measured part; few are.
  expect(Math.abs(sum(sight!.tries) - tally.requests - balancer!.retries)).toBeLessThanOrEqual(2)
  expect(sum(sight!.tries)).toBeGreaterThan(1900)
  expect(triesAt(sight!, 2).slice(0, 10)).not.toContain(0)
})

it('does not change what is decided', () => {
  const { incidents: _, ...calm } = crashing()
  expect(trialOf(crashing()).tally).toEqual(trialOf(calm).tally)
})

it("shows nginx's ban and the probes after it", () => {
  const { changes, tries } = trialOf(crashing()).sight!
  const own = changes.filter(({ backend }) => backend === 2)
  expect(changes).toEqual(own)
  // Two seconds that have to be over: banned from second 1, it is probed in seconds 4 and 7, and next in second 10.
  expect(own.map(({ state }) => state)).toEqual(['banned', 'in', 'banned', 'in', 'banned'])
  expect(own[0]!.atMs).toBeGreaterThanOrEqual(1000)
  expect(own[0]!.atMs).toBeLessThan(1000 + 2 * windowMs)
  const wentThere = triesAt({ tries, changes }, 2).slice(13, 80)
  expect(sum(wentThere)).toBe(2)
})

it("shows HAProxy's checks taking a dead backend out after three of them, and in again after two", () => {
  const interval = { intervalMs: 500, downIntervalMs: 500, timeoutMs: 500 }
  const health = { ...productHealth.haproxy, active: { ...productHealth.haproxy.active!, ...interval } }
  const { sight } = trialOf(crashing({ balancer: nginxBalancer(1, { health }) }))
  const own = sight!.changes.filter(({ backend }) => backend === 2)
  expect(own.map(({ state }) => state)).toEqual(['unhealthy', 'in'])
  // The last of three is checked at -500 + 2 * 500 / 3 + k * 500 ms: first after the crash at 1333 ms, then twice more.
  expect(own[0]!.atMs).toBeCloseTo(1000 + 1000 / 3 + 2 * 500, 6)
  expect(own[1]!.atMs).toBeCloseTo(8000 + 1000 / 3 + 500, 6)
})

it("shows HAProxy's default checks taking a frozen backend out with the third that is not answered", () => {
  const { backends } = crashing()
  const frozen = { ...backends[2]!, faults: [{ atMs: 1000, kind: 'freeze' }] as const }
  const { sight } = trialOf(
    crashing({
      backends: [...backends.slice(0, 2), frozen],
      balancer: nginxBalancer(1, { health: productHealth.haproxy }),
      run: { durationMs: 16_000, warmupMs: 500, rounds: 1, seed: 1, isolation: 'shared', realtime: false },
      incidents: [{ ...crash, kind: 'freeze', toMs: 16_000 }],
    }),
  )
  expect(sight!.changes.map(({ state }) => state)).toEqual(['unhealthy'])
  // Checked at -500 + 2 * 2000 / 3 + k * 2000 ms: first after the freeze at 2833 ms; each takes 2 s, and 2 s lie between them.
  expect(sight!.changes[0]!.atMs).toBeCloseTo(2500 + 1000 / 3 + 3 * 2000 + 2 * 2000, 6)
})

it("shows the operator's changes, and who joins later outside from the start", () => {
  const changes = [
    { atMs: 2000, backend: 0, kind: 'join' },
    { atMs: 3000, backend: 1, kind: 'drain' },
    { atMs: 4000, backend: 1, kind: 'leave' },
    { atMs: 5000, backend: 1, kind: 'join' },
  ] as const
  const scenario = scenarioOf({
    ...crashing(),
    backends: crashing().backends.map(spec => ({ ...spec, faults: [] })),
    balancer: nginxBalancer(1, { changes }),
  })
  expect(trialOf(scenario).sight!.changes).toEqual([
    { atMs: -500, backend: 0, state: 'left' },
    { atMs: 2000, backend: 0, state: 'in' },
    { atMs: 3000, backend: 1, state: 'draining' },
    { atMs: 4000, backend: 1, state: 'left' },
    { atMs: 5000, backend: 1, state: 'in' },
  ])
})
