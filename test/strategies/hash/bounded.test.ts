import { describe, expect, it } from 'vitest'
import { bounded } from '../../../src/strategies/hash/bounded.js'
import file from '../data/haproxy-2.6.12-hash-balance-factor.json' with { type: 'json' }
import { anyRequest, hold, sequence, startWith, testPool } from '../test-pool.js'

describe('bounded', () => {
  it('spreads held requests of one key as HAProxy 2.6.12 did', () => {
    const pool = testPool([1, 1, 1, 1, 1])
    const chooser = startWith(bounded, pool)
    const picks = sequence(pool, 20, () => hold(chooser, pool, { ...anyRequest, client: file.key }))
    expect(picks).toBe(file.observed)
  })
})
