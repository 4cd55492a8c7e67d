import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProbePool, reuseBudget } from '../../../src/strategies/latency/probe-pool.js'

const probe = (backend: number, changes = {}) => ({
  backend,
  rif: 0,
  latencyMs: 1,
  atMs: backend,
  usesLeft: 9,
  ...changes,
})

/** A pool of three places with the probes of backends 0, 1, ... */
function poolOf(count: number): ProbePool {
  const pool = new ProbePool(3)
  for (let backend = 0; backend < count; backend++) pool.add(probe(backend))
  return pool
}

const backends = (pool: ProbePool) => pool.probes.map(({ backend }) => backend)

describe('ProbePool', () => {
  it.each([
    [
      'a newer answer makes the oldest leave where all places are taken',
      (pool: ProbePool) => pool.add(probe(5)),
      [1, 2, 5],
    ],
    ['a newer answer takes the place of the same backend', (pool: ProbePool) => pool.add(probe(1)), [0, 2, 1]],
    ['what is too old leaves', (pool: ProbePool) => pool.expire(1), [1, 2]],
    ['the oldest is forgotten', (pool: ProbePool) => pool.dropOldest(), [1, 2]],
    ['a backend is forgotten', (pool: ProbePool) => pool.remove(1), [0, 2]],
    ['who is not there cannot be forgotten', (pool: ProbePool) => pool.remove(7), [0, 1, 2]],
  ] as const)('%s', (_name, act, left) => {
    const pool = poolOf(3)
    act(pool)
    expect(backends(pool)).toEqual(left)
  })

  it('forgets what has served its uses', () => {
    const pool = poolOf(1)
    const entry = probe(2, { usesLeft: 2 })
    pool.add(entry)
    pool.use(entry)
    expect(backends(pool)).toEqual([0, 2])
    pool.use(entry)
    expect(backends(pool)).toEqual([0])
  })

  it('counts what was sent since', () => {
    const pool = poolOf(2)
    pool.sentTo(1)
    pool.sentTo(1)
    pool.sentTo(2)
    expect(pool.probes.map(({ rif }) => rif)).toEqual([0, 2])
  })
})

describe('reuseBudget', () => {
  it.each([
    // (1 + 1) / ((1 - 16/100) 3 - 1) = 2 / 1.52
    { probesPerQuery: 3, removePerQuery: 1, replicas: 100, budget: 2 / 1.52 },
    // 2 / ((1 - 16/1000) 1.5 - 0.5)
    { probesPerQuery: 1.5, removePerQuery: 0.5, replicas: 1000, budget: 2 / 0.976 },
    // Many probes: each serves once at least.
    { probesPerQuery: 8, removePerQuery: 1, replicas: 10_000, budget: 1 },
    // No more replicas than places: the formula has no value.
    { probesPerQuery: 3, removePerQuery: 1, replicas: 16, budget: 16 },
    { probesPerQuery: 3, removePerQuery: 1, replicas: 4, budget: 16 },
    // Fewer probes than are forgotten.
    { probesPerQuery: 0.5, removePerQuery: 1, replicas: 100, budget: 16 },
    // Hardly any gain: no more than the pool has places.
    { probesPerQuery: 3, removePerQuery: 2.5, replicas: 100, budget: 16 },
  ])('$probesPerQuery probes, $removePerQuery removals, $replicas replicas', ({ budget, ...plan }) => {
    expect(reuseBudget({ ...plan, capacity: 16 })).toBeCloseTo(budget, 12)
  })

  it('is from 1 to the capacity, whatever is asked for', () => {
    const rate = fc.double({ min: 0, max: 16, noNaN: true })
    const property = fc.property(
      rate,
      rate,
      fc.integer({ min: 1, max: 1e5 }),
      (probesPerQuery, removePerQuery, replicas) => {
        const budget = reuseBudget({ probesPerQuery, removePerQuery, replicas, capacity: 16 })
        expect(budget >= 1 && budget <= 16).toBe(true)
      },
    )
    fc.assert(property, { seed: 1 })
  })
})
