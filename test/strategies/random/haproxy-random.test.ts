import { describe, expect, it } from 'vitest'
import { haproxyRandom } from '../../../src/strategies/random/haproxy-random.js'
import { sameDistributionP } from '../chi-square.js'
import file from '../data/haproxy-2.6.12-random-ring-share.json' with { type: 'json' }
import { hold, serve, startWith, testPool } from '../test-pool.js'

describe('haproxy-random', () => {
  const { random2_equal_weight1_n3000: equal, random1_weights_54321_n3000: weighted } = file

  it.each([
    ['draws=2', [1, 1, 1, 1, 1], [equal.a, equal.b, equal.c, equal.d, equal.e]],
    ['draws=1', [5, 4, 3, 2, 1], [weighted.a, weighted.b, weighted.c, weighted.d, weighted.e]],
  ])('%s over weights %j shares out as HAProxy 2.6.12 did', (options, weights, observed) => {
    const pool = testPool(weights)
    const chooser = startWith(haproxyRandom, pool, { options })
    const counts = weights.map(() => 0)
    for (let i = 0; i < 3000; i++) counts[serve(chooser, pool)]++
    expect(sameDistributionP(counts, observed)).toBeGreaterThan(1e-6)
    // The ring's shares, not the weights': with equal weights a has 1.6 times as much as b.
    if (weights[0] === 1) expect(counts[0] / counts[1]).toBeGreaterThan(1.3)
  })

  it('keeps the less loaded of two draws', () => {
    const pool = testPool([1, 1])
    const chooser = startWith(haproxyRandom, pool, { options: 'draws=20' })
    for (let i = 0; i < 200; i++) hold(chooser, pool)
    expect(Math.abs(pool.inFlight[0] - pool.inFlight[1])).toBeLessThanOrEqual(2)
  })
})
