import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scenarioFor } from '../../src/bench/candidate-sticky.js'
import type { Tally } from '../../src/bench/tally.js'
import { noLimit } from '../../src/model/balancer-spec.js'
import { type SessionEnd, type SessionSpec, sessionEnds, sessionStores } from '../../src/model/sessions.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { strategies } from '../../src/strategies/index.js'
import { parseOptions } from '../../src/strategies/options.js'
import type { EndedRequest } from '../../src/virtual/observer.js'
import { simulate } from '../../src/virtual/simulate.js'
import { plain } from './plain-tally.js'
import { scenarioOf } from './scenario.js'
import { anyScenario } from './scenario-arbitrary.js'

const anyStrategy = fc.constantFrom(...strategies.map(({ name }) => name), 'ideal')
const anySessions: fc.Arbitrary<SessionSpec> = fc.record({
  store: fc.constantFrom(...sessionStores),
  storeLatency: fc.constantFrom(
    { kind: 'constant', valueMs: 0 } as const,
    { kind: 'constant', valueMs: 0.3 } as const,
    { kind: 'exponential', meanMs: 2 } as const,
  ),
  lifeMs: fc.constantFrom(noLimit, 1000),
  redisUrl: fc.constant(''),
})

function withSessions(scenario: Scenario, sessions: SessionSpec): Scenario {
  return { ...scenario, traffic: { ...scenario.traffic, sessions } }
}

const spec = (store: SessionSpec['store'], changes: Partial<SessionSpec> = {}): SessionSpec => ({
  ...{ store, storeLatency: { kind: 'constant', valueMs: 0.3 }, lifeMs: noLimit, redisUrl: '' },
  ...changes,
})

interface Ran {
  readonly tally: Tally
  readonly ended: readonly EndedRequest[]
}

function run(scenario: Scenario, strategy: string, seed = 1): Ran {
  const ended: EndedRequest[] = []
  const known = strategies.find(({ name }) => name === strategy)
  const options = known === undefined ? {} : parseOptions(known, '')
  const observers = [{ ended: (request: EndedRequest) => ended.push(request) }]
  return { tally: simulate({ scenario, strategy, options, seed, observers }), ended }
}

const count = ({ tally }: Ran, end: keyof typeof sessionEnds): number => tally.sessions!.byEnd[sessionEnds[end]]!

/** Some properties over all scenarios, strategies and ways to keep sessions. */
function holds(property: (scenario: Scenario, ran: Ran) => void, sessions = anySessions, numRuns = 40): void {
  fc.assert(
    fc.property(anyScenario, sessions, anyStrategy, fc.nat(), (plainScenario, kept, strategy, seed) => {
      const scenario = withSessions(plainScenario, kept)
      property(scenario, run(scenario, strategy, seed))
    }),
    { seed: 20261128, numRuns },
  )
}

describe('sessions in virtual time', () => {
  it('ends every request once, as exactly one of what can become of it', () => {
    holds((_, ran) => {
      const { tally, ended } = ran
      expect(tally.sessions!.byEnd.reduce((sum, requests) => sum + requests, 0)).toBe(tally.requests)
      for (const { backend, status, session } of ended) {
        if (backend < 0) expect(session).toBe(sessionEnds.none)
        else if (status === 401) expect([sessionEnds.lost, sessionEnds.stale]).toContain(session)
        else if (status === 200) expect([sessionEnds.new, sessionEnds.again, sessionEnds.kept]).toContain(session)
      }
    })
  })

  it('loses a session at most once, and only one that was begun', () => {
    holds((_, { ended }) => {
      const begun = new Map<number, number>()
      for (const { client, session } of ended) {
        const before = begun.get(client) ?? 0
        if (session === sessionEnds.new || session === sessionEnds.again) begun.set(client, before + 1)
        if (session === sessionEnds.lost) {
          expect(before).toBeGreaterThan(0)
          begun.set(client, before - 1)
        }
      }
    })
  })

  it('loses nothing that all backends can read, as long as it lasts', () => {
    const shared = anySessions.map(
      (kept): SessionSpec => ({
        ...kept,
        store: kept.store === 'memory' ? 'redis' : kept.store,
        lifeMs: noLimit,
      }),
    )
    holds((_, ran) => expect([count(ran, 'lost'), count(ran, 'stale'), count(ran, 'again')]).toEqual([0, 0, 0]), shared)
  })

  it('loses nothing in memory where clients stick and backends stay', () => {
    const scenario = scenarioFor(withSessions(scenarioOf(), spec('memory')), { sticky: 'client' })
    fc.assert(
      fc.property(anyStrategy, fc.nat(), (strategy, seed) => {
        const ran = run(scenario, strategy, seed)
        expect([count(ran, 'lost'), count(ran, 'stale')]).toEqual([0, 0])
        expect(count(ran, 'kept')).toBeGreaterThan(0)
      }),
      { seed: 20261128, numRuns: 20 },
    )
  })

  it('changes nothing else where the store is memory and nothing is lost', () => {
    const scenario = scenarioFor(scenarioOf(), { sticky: 'client' })
    const { sessions: _, ...tally } = run(withSessions(scenario, spec('memory')), 'rr').tally
    expect(plain(tally)).toEqual(plain(run(scenario, 'rr').tally))
  })

  it('counts the store within the time a request holds its worker', () => {
    const [without, with1ms] = [0, 1].map(valueMs =>
      run(withSessions(scenarioOf(), spec('redis', { storeLatency: { kind: 'constant', valueMs } })), 'rr'),
    )
    const busy = ({ tally }: Ran): number => tally.busyMs.reduce((sum, ms) => sum + ms, 0)
    expect(busy(with1ms!) - busy(without!)).toBeCloseTo(with1ms!.tally.requests, 6)
    expect(with1ms!.tally.sessions!.store).toMatchObject({ count: with1ms!.tally.requests, min: 1, max: 1 })
  })

  it('decides as an account of who knew whom, made up from the requests afterwards, does', () => {
    fc.assert(
      fc.property(fc.constantFrom('rr', 'random', 'lc'), fc.constantFrom(...sessionStores), fc.nat(), (...given) => {
        const [strategy, store, seed] = given
        const scenario = withSessions(crashing(), spec(store, { lifeMs: 1000 }))
        const { ended } = run(scenario, strategy, seed)
        expect(ended.map(({ session }) => session)).toEqual(accountOf(ended, scenario))
        if (store === 'memory') expect(ended.some(({ session }) => session === sessionEnds.lost)).toBe(true)
      }),
      { seed: 20261128, numRuns: 15 },
    )
  })
})

it.each([
  ['memory', true],
  ['redis', false],
] as const)('a stop in good order takes the sessions in %s with it: %s', (store, loses) => {
  const { backends, ...rest } = crashing()
  const faults = [
    { atMs: 500, kind: 'stop' as const },
    { atMs: 505, kind: 'recover' as const },
  ]
  const { ended } = run(
    withSessions({ ...rest, backends: [{ ...backends[0]!, faults }, backends[1]!] }, spec(store)),
    'rr',
    1,
  )
  expect(ended.some(({ session }) => session === sessionEnds.lost)).toBe(loses)
})

/** Two backends, of which one dies and is back soon, twice; so few clients that their requests overlap, and some sleep through it. */
function crashing(): Scenario {
  const { backends, traffic, ...rest } = scenarioOf()
  const faults = [500, 1200].flatMap(atMs => [
    { atMs, kind: 'crash' as const },
    { atMs: atMs + 20, kind: 'recover' as const },
  ])
  return {
    ...rest,
    backends: [{ ...backends[0]!, maxFails: 0, faults }, backends[1]!],
    traffic: { ...traffic, clients: { count: 20, zipf: 0 } },
  }
}

interface Held {
  readonly backend: number
  readonly startMs: number
}

/** What should have become of each request, in the order in which they ended; each was served once, by whoever answered. */
function accountOf(ended: readonly EndedRequest[], { backends, traffic }: Scenario): SessionEnd[] {
  const { store, lifeMs } = traffic.sessions!
  const held = new Map<number, Held>()
  const carried = new Map<number, Held | undefined>()
  const again = new Set<number>()
  const hadOne = new Set<number>()
  const over = ({ startMs }: Held, nowMs: number): boolean => nowMs >= startMs + lifeMs
  const diedBetween = (backend: number, fromMs: number, toMs: number): boolean =>
    backends[backend]!.faults.some(({ kind, atMs }) => kind === 'crash' && atMs > fromMs && atMs <= toMs)
  const knows = ({ backend, startMs }: Held, at: Held): boolean =>
    !over({ backend, startMs }, at.startMs) &&
    (store !== 'memory' || (backend === at.backend && !diedBetween(backend, startMs, at.startMs)))
  const result: SessionEnd[] = []
  const events = [
    // What ends in no time, a 401, ends after it is due.
    ...ended.map((request, i) => ({ atMs: request.doneMs, kind: request.doneMs > request.dueMs ? 0 : 2, i, request })),
    ...ended.map(request => ({ atMs: request.dueMs, kind: 1, i: request.row, request })),
  ].sort((a, b) => a.atMs - b.atMs || a.kind - b.kind || a.i - b.i)
  for (const { kind, request } of events) {
    const { row, client, backend, doneMs, appMs, dueMs } = request
    if (kind === 1) {
      const mine = held.get(client)
      const good = mine !== undefined && !over(mine, dueMs)
      carried.set(row, good ? mine : undefined)
      if (!good) held.delete(client)
      if (!good && hadOne.has(client)) again.add(row)
    } else if (backend < 0) result.push(sessionEnds.none)
    else {
      const at = { backend, startMs: doneMs - appMs }
      const mine = carried.get(row)
      if (mine === undefined) {
        held.set(client, at)
        hadOne.add(client)
        result.push(again.has(row) ? sessionEnds.again : sessionEnds.new)
      } else if (knows(mine, at)) result.push(sessionEnds.kept)
      else if (held.get(client) === mine) {
        held.delete(client)
        result.push(sessionEnds.lost)
      } else result.push(sessionEnds.stale)
    }
  }
  return result
}
