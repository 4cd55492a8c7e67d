import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { first } from '../../../src/strategies/load/first.js'
import { nq } from '../../../src/strategies/load/nq.js'
import { sed } from '../../../src/strategies/load/sed.js'
import { wlc } from '../../../src/strategies/load/wlc.js'
import type { Chooser, Pool } from '../../../src/strategies/strategy.js'
import behaviours from '../data/haproxy-2.6.12-behaviours.json' with { type: 'json' }
import { longHistoryOf, replay } from '../history.js'
import { answer, hold, sequence, serve, setAvailable, startWith, testPool } from '../test-pool.js'

/** As ip_vs_sed.c, ip_vs_nq.c and ip_vs_wlc.c do it: along the list, products compared, strictly less wins. */
function kernel(pool: Pool, overhead: (inFlight: number) => number, idleFirst: boolean): Chooser {
  return {
    pick() {
      let least = -1
      for (let i = 0; i < pool.size; i++) {
        if (pool.available[i] === 0) continue
        if (idleFirst && pool.inFlight[i] === 0) return i
        const [mine, best] = [overhead(pool.inFlight[i]), overhead(pool.inFlight[least] ?? 0)]
        if (least === -1 || best * pool.weight[i] > mine * pool.weight[least]) least = i
      }
      return least
    },
  }
}

describe.each([
  { strategy: sed, overhead: (inFlight: number) => inFlight + 1, idleFirst: false },
  { strategy: nq, overhead: (inFlight: number) => inFlight + 1, idleFirst: true },
  { strategy: wlc, overhead: (inFlight: number) => inFlight * 256, idleFirst: false },
])('$strategy.name', ({ strategy, overhead, idleFirst }) => {
  it('picks as the kernel does that looks at all, whatever happens', () => {
    const property = fc.property(longHistoryOf, ({ weights, maxFails, steps }) => {
      const [plainPool, pool] = [testPool(weights, maxFails), testPool(weights, maxFails)]
      const expected = replay(kernel(plainPool, overhead, idleFirst), plainPool, steps)
      expect(replay(startWith(strategy, pool), pool, steps)).toEqual(expected)
    })
    fc.assert(property, { seed: 1, numRuns: 300 })
  })
})

describe('held requests', () => {
  const held = (strategy: typeof sed, weights: readonly number[], count: number) => {
    const pool = testPool(weights)
    const chooser = startWith(strategy, pool)
    return sequence(pool, count, () => hold(chooser, pool))
  }

  it.each([
    // Costs 1/3, 1/2, 1; then 2/3 of a against 1/2 of b; then a; 3/3, 2/2, 1/1 tie: the first.
    { strategy: sed, expected: 'abaabc' },
    // All idle ones first; then 2/3, 2/2, 2/1; 3/3, 2/2: the first.
    { strategy: nq, expected: 'abcaab' },
    // 0, 0, 0; 1/3 against 0, 0; then 1/3, 1/2, 1; 2/3, 1/2; 2/3, 2/2, 1.
    { strategy: wlc, expected: 'abcaba' },
  ])('$strategy.name over weights 3,2,1: $expected', ({ strategy, expected }) => {
    expect(held(strategy, [3, 2, 1], 6)).toBe(expected)
  })
})

describe('first', () => {
  it('fills connection limits in order, as HAProxy 2.6.12 did', () => {
    const pool = testPool([1, 1, 1])
    const chooser = startWith(first, pool)
    const limit = 2
    const picks = sequence(pool, 8, () => {
      const backend = hold(chooser, pool)
      if (backend !== -1 && pool.inFlight[backend] === limit) setAvailable(chooser, pool, backend, false)
      return backend
    })
    expect(picks).toBe(behaviours.first_maxconn2_8_held.split(' ')[0])
    answer(chooser, pool, 1)
    setAvailable(chooser, pool, 1, true)
    expect(hold(chooser, pool)).toBe(1)
  })

  it('weights and load do not count', () => {
    const pool = testPool([1, 9])
    pool.inFlight[0] = 5
    const chooser = startWith(first, pool)
    expect(sequence(pool, 3, () => serve(chooser, pool))).toBe('aaa')
  })
})
