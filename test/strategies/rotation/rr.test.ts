import { describe, expect, it } from 'vitest'
import { rr } from '../../../src/strategies/rotation/rr.js'
import rrFile from '../data/nginx-1.22.1-roundrobin-weighted.json' with { type: 'json' }
import zoneFile from '../data/nginx-1.22.1-workers-zone.json' with { type: 'json' }
import { answer, failure, hold, sequence, serve, setAvailable, startWith, testPool } from '../test-pool.js'

function picks(weights: readonly number[], count: number): string {
  const pool = testPool(weights)
  const chooser = startWith(rr, pool)
  return sequence(pool, count, () => serve(chooser, pool))
}

describe('rr picks as nginx 1.22.1 did', () => {
  it.each(Object.entries(rrFile.vectors))('%s', (_name, { weights, asString }) => {
    expect(picks(Object.values(weights), asString.length)).toBe(asString)
  })

  it('across workers that share a zone', () => {
    expect(picks([5, 1, 1], zoneFile.zone.global.length)).toBe(zoneFile.zone.global)
  })

  it.each(zoneFile.nozone.perWorker)('in one worker of several without a zone: %s', observed => {
    expect(picks([5, 1, 1], observed.length)).toBe(observed)
  })

  it.each([
    { weights: [1, 5, 10], observed: 'cbccbcacbccbccbc' },
    { weights: [7, 7, 3, 3], observed: 'abcdababcabdababcdab' },
    { weights: [1, 1, 1, 1, 1], observed: 'abcdeabcdeab' },
  ])('weights $weights', ({ weights, observed }) => {
    expect(picks(weights, observed.length)).toBe(observed)
  })
})

describe('rr and failures', () => {
  it('a failed backend keeps nothing of its weight with max_fails 1, and regains one a pick', () => {
    const pool = testPool([4, 1])
    const chooser = startWith(rr, pool)
    answer(chooser, pool, hold(chooser, pool), failure)
    // By hand, as (a, b) before the charge: (-1, 2) (0, 2) (2, 1) (2, 2) (2, 3) (6, -1) (5, 0) (4, 1);
    // a is credited 0, 1, 2, 3, then 4.
    expect(sequence(pool, 8, () => serve(chooser, pool))).toBe('bbaabaaa')
  })

  it('max_fails 2 takes half the weight a failure', () => {
    const pool = testPool([4, 1], 2)
    const chooser = startWith(rr, pool)
    answer(chooser, pool, hold(chooser, pool), failure)
    // (1, 2) (4, 0) (4, 1) (3, 2) (2, 3); a is credited 2, 3, then 4.
    expect(sequence(pool, 5, () => serve(chooser, pool))).toBe('baaab')
  })

  it('more failures at once than max_fails leave no debt', () => {
    const pool = testPool([2, 1])
    const chooser = startWith(rr, pool)
    const held = [hold(chooser, pool), hold(chooser, pool), hold(chooser, pool)]
    expect(held).toEqual([0, 1, 0])
    for (const backend of [0, 0]) answer(chooser, pool, backend, failure)
    // (0, 1) (1, 1) (1, 2) (3, 0); a is credited 0, 1, then 2. From -2 instead of 0 it would wait for ever.
    expect(sequence(pool, 4, () => serve(chooser, pool))).toBe('baba')
  })

  it('max_fails 0 leaves the weight alone', () => {
    const pool = testPool([5, 1, 1], 0)
    const chooser = startWith(rr, pool)
    const failing = () => {
      const backend = hold(chooser, pool)
      answer(chooser, pool, backend, failure)
      return backend
    }
    expect(sequence(pool, 7, failing)).toBe('aabacaa')
  })

  it('an unavailable backend neither gains nor loses turns', () => {
    const pool = testPool([1, 1, 1])
    const chooser = startWith(rr, pool)
    setAvailable(chooser, pool, 0, false)
    expect(sequence(pool, 4, () => serve(chooser, pool))).toBe('bcbc')
    setAvailable(chooser, pool, 0, true)
    expect(sequence(pool, 6, () => serve(chooser, pool))).toBe('abcabc')
  })
})
