import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FaultEvent } from '../../src/model/backend-spec.js'
import { startsDown } from '../../src/model/faults.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import type { Observer } from '../../src/virtual/observer.js'
import { simulate } from '../../src/virtual/simulate.js'
import { backendSpec } from '../model/specs.js'
import { scenarioOf } from './scenario.js'
import { anyScenario } from './scenario-arbitrary.js'

describe('ideal', () => {
  it('lets no worker idle while a request waits', () => {
    let waited = 0
    fc.assert(
      fc.property(anyScenario.map(patient), fc.nat(), (scenario, seed) => {
        for (const { waiting, idle } of states(scenario, seed)) {
          if (waiting > 0) expect(idle).toBe(0)
          waited += waiting
        }
      }),
      { seed: 20261123, numRuns: 60 },
    )
    expect(waited).toBeGreaterThan(1000)
  })

  it('serves in the order of arrival', () => {
    const order: number[] = []
    const observers = [{ decided: ({ row }: { row: number }) => order.push(row) }]
    const backends = [backendSpec({ latency: { kind: 'exponential', meanMs: 30 } })]
    simulate({ scenario: scenarioOf({ backends }), strategy: 'ideal', options: {}, seed: 1, observers })
    expect(order.length).toBeGreaterThan(100)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  it('prefers the faster of two idle workers, and never asks a backup', () => {
    const latency = (meanMs: number) => ({ kind: 'exponential', meanMs }) as const
    const backends = [
      backendSpec({ name: 'slow', latency: latency(30) }),
      backendSpec({ name: 'fast', latency: latency(3) }),
      backendSpec({ name: 'backup', latency: latency(1), backup: true }),
    ]
    const { perBackend } = simulate({ scenario: scenarioOf({ backends }), strategy: 'ideal', options: {}, seed: 1 })
    expect(perBackend[1]).toBeGreaterThan(2 * perBackend[0]!)
    expect(perBackend[0]).toBeGreaterThan(0)
    expect(perBackend[2]).toBe(0)
  })

  it('is never behind the best any strategy does, on the same requests of one kind of backend', () => {
    for (const strategy of ['rr', 'lc', 'p2c', 'random']) {
      const [ideal, other] = ['ideal', strategy].map(name =>
        simulate({ scenario: scenarioOf(), strategy: name, options: { choices: 2 }, seed: 1 }),
      )
      expect(ideal!.latency.sum).toBeLessThan(other!.latency.sum)
    }
  })
})

/**
 * Nobody gives up and no try fails but by a crash, so that decisions and ends tell who is waiting, served, or over. Backends come
 * and go, each at times of its own; when one that stops is gone, its schedule does not tell.
 */
function patient(scenario: Scenario): Scenario {
  return {
    ...scenario,
    backends: scenario.backends.map((spec, i) => ({
      ...spec,
      failures: { ...spec.failures, resetShare: 0, closeShare: 0, hangShare: 0 },
      faults: spec.faults
        .filter(({ kind }) => kind !== 'stop')
        .filter(({ atMs }, k) => k === 0 || atMs !== spec.faults[k - 1]!.atMs)
        .map(fault => ({ ...fault, atMs: fault.atMs + i / 16 })),
    })),
    traffic: { ...scenario.traffic, timeoutMs: 1e9 },
    balancer: { ...scenario.balancer, readTimeoutMs: 1e9 },
  }
}

interface State {
  /** Requests that have come and are at no backend. */
  readonly waiting: number
  /** Servers of primaries that are up, do not stand still, and have nothing to do. */
  readonly idle: number
}

interface Event {
  readonly atMs: number
  readonly row?: number
  /** Where the request is from now on; nowhere: undefined, over: 'over'. */
  readonly at?: number | 'over' | undefined
  readonly backend?: number
  readonly kind?: FaultEvent['kind']
}

/** What holds once all that happens at a time has happened. */
function* states(scenario: Scenario, seed: number): Generator<State> {
  const events = eventsOf(scenario, seed)
  const place = new Map<number, number | undefined>()
  const up = scenario.backends.map(spec => !startsDown(spec))
  const frozen = up.map(() => false)
  for (const [i, { atMs, row, at, backend, kind }] of events.entries()) {
    if (row !== undefined) {
      if (at === 'over') place.delete(row)
      else place.set(row, at)
    }
    if (backend !== undefined) {
      if (kind === 'recover') up[backend] = true
      if (kind === 'freeze' || kind === 'thaw') frozen[backend] = up[backend]! && kind === 'freeze'
      if (kind === 'crash') up[backend] = frozen[backend] = false
      if (kind === 'crash') for (const [own, where] of place) if (where === backend) place.set(own, undefined)
    }
    if (events[i + 1]?.atMs === atMs) continue
    yield {
      waiting: [...place.values()].filter(where => where === undefined).length,
      idle: scenario.backends.reduce((sum, spec, b) => {
        const busy = [...place.values()].filter(where => where === b).length
        return sum + (up[b] && !frozen[b] && !spec.backup ? spec.workers * spec.threads - busy : 0)
      }, 0),
    }
  }
}

/** In the order of time; of equal times crashes first, for whoever is tried again is tried at that time. */
function eventsOf(scenario: Scenario, seed: number): Event[] {
  const seen: Event[] = []
  const observer: Observer = {
    decided: ({ row, backend, atMs }) => seen.push({ atMs, row, at: backend }),
    ended: ({ row, dueMs, doneMs }) => {
      due.push({ atMs: dueMs, row, at: undefined })
      seen.push({ atMs: doneMs, row, at: 'over' })
    },
  }
  const due: Event[] = []
  simulate({ scenario, strategy: 'ideal', options: {}, seed, observers: [observer] })
  const faults = scenario.backends.flatMap(({ faults: own }, backend) =>
    own.map(({ atMs, kind }): Event => ({ atMs, backend, kind })),
  )
  return [...faults, ...due, ...seen].sort((a, b) => a.atMs - b.atMs)
}
