import { describe, expect, it, vi } from 'vitest'
import { random } from '../../../src/strategies/random/random.js'
import { chiSquareP, sameDistributionP } from '../chi-square.js'
import statsFile from '../data/nginx-1.22.1-random-stats.json' with { type: 'json' }
import { anyRequest, idleServices, serve, setAvailable, startWith, testPool } from '../test-pool.js'

const observed = statsFile.random_weights_a3_b2_c1_d1_e1
const nginxCounts = [observed.a, observed.b, observed.c, observed.d, observed.e]

describe('random', () => {
  it.each([1, 2, 3])('shares out by weight, as nginx 1.22.1 did (seed %i)', seed => {
    const pool = testPool([3, 2, 1, 1, 1])
    const chooser = startWith(random, pool, { seed })
    const counts = [0, 0, 0, 0, 0]
    for (let i = 0; i < 4000; i++) counts[serve(chooser, pool)]++
    expect(chiSquareP(counts, [3 / 8, 2 / 8, 1 / 8, 1 / 8, 1 / 8])).toBeGreaterThan(1e-6)
    expect(sameDistributionP(counts, nginxCounts)).toBeGreaterThan(1e-6)
  })

  it('shares an unavailable backend out by the weights of the others', () => {
    const pool = testPool([4, 3, 2, 1, 1, 1])
    const chooser = startWith(random, pool)
    setAvailable(chooser, pool, 0, false)
    const counts = [0, 0, 0, 0, 0]
    for (let i = 0; i < 4000; i++) counts[serve(chooser, pool) - 1]++
    expect(chiSquareP(counts, [3 / 8, 2 / 8, 1 / 8, 1 / 8, 1 / 8])).toBeGreaterThan(1e-6)
  })

  it('draws 21 times at most, then takes the next in turn', () => {
    const pool = testPool([1, 1, 1])
    pool.available[0] = 0
    const below = vi.fn(() => 0)
    const chooser = random.start(pool, {}, { next: () => 0, fill: () => {}, below }, idleServices)
    expect([chooser.pick(anyRequest, 0), chooser.pick(anyRequest, 0)]).toEqual([1, 2])
    expect(below).toHaveBeenCalledTimes(42)
  })

  it('draws from as many points as there is weight, also after it changed', () => {
    const pool = testPool([2, 3])
    const below = vi.fn((n: number) => n - 1)
    const chooser = random.start(pool, {}, { next: () => 0, fill: () => {}, below }, idleServices)
    expect(chooser.pick(anyRequest, 0)).toBe(1)
    pool.weight[0] = 7
    chooser.changed?.(0)
    expect(chooser.pick(anyRequest, 0)).toBe(1)
    expect(below.mock.calls).toEqual([[5], [10]])
  })
})
