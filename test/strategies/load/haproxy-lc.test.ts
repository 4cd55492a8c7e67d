import { describe, expect, it } from 'vitest'
import { haproxyLc } from '../../../src/strategies/load/haproxy-lc.js'
import lcFile from '../data/haproxy-2.6.12-leastconn.json' with { type: 'json' }
import changesFile from '../data/haproxy-2.6.12-leastconn-changes.json' with { type: 'json' }
import { expectTrace } from '../haproxy-trace.js'
import { answer, hold, sequence, serve, setAvailable, startWith, testPool } from '../test-pool.js'

describe('haproxy-lc picks as HAProxy 2.6.12 did', () => {
  it.each(Object.entries(lcFile.vectors))('%s', (_name, vector) => {
    const pool = testPool(Object.values(vector.weights))
    const chooser = startWith(haproxyLc, pool)
    expect(sequence(pool, 12, () => serve(chooser, pool))).toBe(vector.phase1_sequential_12)
    expect(sequence(pool, 10, () => hold(chooser, pool))).toBe(vector.phase2_then_10_held_one_by_one)
    while (pool.inFlight[0] > 0) answer(chooser, pool, 0)
    expect(sequence(pool, 4, () => hold(chooser, pool))).toBe(vector.phase3_release_a_then_4_more_held)
  })

  it.each(changesFile.traces)('under load, while servers of weights $weights come, go and change weight', trace => {
    expectTrace(haproxyLc, trace)
  })
})

describe('haproxy-lc', () => {
  it('a request that is sent elsewhere than it was picked counts', () => {
    const pool = testPool([1, 1])
    const chooser = startWith(haproxyLc, pool)
    pool.inFlight[0]++
    chooser.sent?.(0, 0)
    expect(sequence(pool, 2, () => hold(chooser, pool))).toBe('ba')
  })

  it('keeps its place among equals while its load, in whole numbers, is the same', () => {
    // Twice the greatest weight there: 2 * 4096 / 8192 and 3 * 4096 / 8192 are both 1.
    const pool = testPool([512, 512])
    const chooser = startWith(haproxyLc, pool)
    expect(sequence(pool, 5, () => hold(chooser, pool))).toBe('abaab')
  })

  it('knows what was in flight before it began, also of one that comes back', () => {
    const pool = testPool([1, 1, 1])
    pool.inFlight.set([2, 1, 3])
    pool.available[1] = 0
    const chooser = startWith(haproxyLc, pool)
    expect(hold(chooser, pool)).toBe(0)
    setAvailable(chooser, pool, 1, true)
    expect(hold(chooser, pool)).toBe(1)
  })
})
