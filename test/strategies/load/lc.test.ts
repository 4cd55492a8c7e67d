import { describe, expect, it } from 'vitest'
import { lc } from '../../../src/strategies/load/lc.js'
import { scanLeastLoaded } from '../../../src/strategies/load/least-loaded-scan.js'
import lcFile from '../data/nginx-1.22.1-least_conn.json' with { type: 'json' }
import { answer, failure, hold, sequence, serve, startWith, testPool } from '../test-pool.js'

describe('lc picks as nginx 1.22.1 did', () => {
  it.each(Object.entries(lcFile.vectors))('%s', (_name, vector) => {
    const pool = testPool(Object.values(vector.weights))
    const chooser = startWith(lc, pool)
    const idle = sequence(pool, 12, () => serve(chooser, pool))
    expect(idle).toBe(vector.phase1_sequential_12_each_completes_before_next)
    const held = sequence(pool, 10, () => hold(chooser, pool))
    expect(held).toBe(vector.phase2_then_10_held_open_one_by_one)
    while (pool.inFlight[0] > 0) answer(chooser, pool, 0)
    expect(sequence(pool, 4, () => hold(chooser, pool))).toBe(vector.phase3_release_all_on_a_then_4_more_held)
  })

  it('five equal idle backends are taken in turn', () => {
    const pool = testPool([1, 1, 1, 1, 1])
    const chooser = startWith(lc, pool)
    expect(sequence(pool, 12, () => serve(chooser, pool))).toBe('abcdeabcdeab')
  })
})

describe('lc', () => {
  it('weighs the load: 3 in flight on weight 4 is less than 1 on weight 1', () => {
    const pool = testPool([1, 4])
    pool.inFlight.set([1, 3])
    expect(startWith(lc, pool).pick({ client: '', path: '/', attempt: 0 }, 0)).toBe(1)
  })

  it('does not advance the turns where nobody ties', () => {
    const pool = testPool([1, 1])
    const chooser = scanLeastLoaded(pool)
    pool.inFlight.set([0, 1])
    expect(sequence(pool, 3, () => serve(chooser, pool))).toBe('aaa')
    pool.inFlight.set([0, 0])
    expect(sequence(pool, 4, () => serve(chooser, pool))).toBe('abab')
  })

  it('restores the weight of a failed backend in ties only', () => {
    const pool = testPool([4, 4])
    const chooser = scanLeastLoaded(pool)
    answer(chooser, pool, hold(chooser, pool), failure)
    pool.inFlight.set([0, 1])
    expect(sequence(pool, 4, () => serve(chooser, pool))).toBe('aaaa')
    pool.inFlight.set([0, 0])
    // (-4, 8) (-3, 8) (-1, 7) (2, 5) (6, 2); a is credited 0, 1, 2, 3, 4.
    expect(sequence(pool, 5, () => serve(chooser, pool))).toBe('bbbba')
  })

  it('ignores how idle an unavailable backend is', () => {
    const pool = testPool([1, 1, 1])
    pool.inFlight.set([0, 5, 2])
    pool.available[0] = 0
    expect(startWith(lc, pool).pick({ client: '', path: '/', attempt: 0 }, 0)).toBe(2)
  })
})
