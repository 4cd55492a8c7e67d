import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Random } from '../../../src/model/random.js'
import { p2c } from '../../../src/strategies/load/p2c.js'
import { chiSquareP, sameDistributionP } from '../chi-square.js'
import statsFile from '../data/nginx-1.22.1-random-stats.json' with { type: 'json' }
import { anyRequest, hold, idleServices, serve, setAvailable, startWith, testPool } from '../test-pool.js'

/** Chance that gives these points, then the last one for ever. */
function points(...list: number[]): Random & { used(): number } {
  let next = 0
  return { next: () => 0, fill: () => {}, below: () => list[Math.min(next++, list.length - 1)], used: () => next }
}

const two = { choices: 2 }

describe('p2c draws as nginx random two least_conn', () => {
  const cases = [
    { what: 'the second of two equals', load: [0, 0, 0], draws: [0, 1], pick: 1 },
    { what: 'the first where the second is busier', load: [1, 2, 0], draws: [0, 1], pick: 0 },
    { what: 'the second where it is less busy', load: [2, 1, 0], draws: [0, 1], pick: 1 },
    { what: 'never the same twice', load: [1, 0, 0], draws: [0, 0, 0, 1], pick: 1 },
    { what: 'no third, however idle', load: [1, 1, 0], draws: [0, 1, 2], pick: 1 },
  ]
  it.each(cases)('$what', ({ load, draws, pick }) => {
    const pool = testPool([1, 1, 1])
    pool.inFlight.set(load)
    expect(p2c.start(pool, two, points(...draws), idleServices).pick(anyRequest, 0)).toBe(pick)
  })

  it('load counts per weight, on both sides', () => {
    const pool = testPool([1, 4])
    pool.inFlight.set([1, 4])
    expect(p2c.start(pool, two, points(0, 1), idleServices).pick(anyRequest, 0)).toBe(1)
    pool.inFlight.set([1, 5])
    expect(p2c.start(pool, two, points(0, 1), idleServices).pick(anyRequest, 0)).toBe(0)
  })

  it('passes over unavailable backends', () => {
    const pool = testPool([1, 1, 1])
    pool.available[1] = 0
    pool.inFlight.set([1, 0, 0])
    expect(p2c.start(pool, two, points(0, 1, 1, 2), idleServices).pick(anyRequest, 0)).toBe(2)
  })

  it('goes by turns where 21 draws found no two', () => {
    const pool = testPool([1, 1, 1])
    const chance = points(2)
    const chooser = p2c.start(pool, two, chance, idleServices)
    expect(chooser.pick(anyRequest, 0)).toBe(0)
    expect(chance.used()).toBe(21)
    const lucky = points(...Array.from({ length: 20 }, () => 2), 1)
    expect(p2c.start(pool, two, lucky, idleServices).pick(anyRequest, 0)).toBe(1)
  })

  it.each([1, 2, 3])('equal idle backends share equally, as in nginx 1.22.1 (seed %i)', seed => {
    const pool = testPool([1, 1, 1, 1, 1])
    const chooser = startWith(p2c, pool, { seed })
    const counts = [0, 0, 0, 0, 0]
    for (let i = 0; i < 4000; i++) counts[serve(chooser, pool)]++
    const nginx = statsFile.random_two_least_conn_equal_weights_idle
    expect(chiSquareP(counts, [0.2, 0.2, 0.2, 0.2, 0.2])).toBeGreaterThan(1e-6)
    expect(sameDistributionP(counts, [nginx.a, nginx.b, nginx.c, nginx.d, nginx.e])).toBeGreaterThan(1e-6)
  })

  it('idle weighted backends get the share of the second draw', () => {
    const shares = [3 / 8, 2 / 8, 1 / 8, 1 / 8, 1 / 8]
    const second = shares.map((p, i) => shares.reduce((sum, q, j) => (j === i ? sum : sum + (q * p) / (1 - q)), 0))
    const pool = testPool([3, 2, 1, 1, 1])
    const chooser = startWith(p2c, pool)
    const counts = [0, 0, 0, 0, 0]
    for (let i = 0; i < 20_000; i++) counts[serve(chooser, pool)]++
    expect(chiSquareP(counts, second)).toBeGreaterThan(1e-6)
    expect(chiSquareP(counts, shares)).toBeLessThan(1e-6)
  })
})

describe('p2c?choices', () => {
  it('1 is a plain draw, blind to load', () => {
    const pool = testPool([1, 1])
    pool.inFlight.set([9, 0])
    expect(p2c.start(pool, { choices: 1 }, points(0), idleServices).pick(anyRequest, 0)).toBe(0)
  })

  it('3 compares three different ones', () => {
    const pool = testPool([1, 1, 1, 1])
    pool.inFlight.set([2, 1, 3, 0])
    expect(p2c.start(pool, { choices: 3 }, points(0, 1, 0, 2), idleServices).pick(anyRequest, 0)).toBe(1)
    expect(p2c.start(pool, { choices: 3 }, points(0, 1, 3), idleServices).pick(anyRequest, 0)).toBe(3)
  })

  it('as many as there are backends finds the least loaded nearly always', () => {
    const pool = testPool(Array.from({ length: 8 }, () => 1))
    pool.inFlight.set([3, 4, 5, 1, 4, 5, 6, 7])
    const chooser = startWith(p2c, pool, { options: 'choices=8' })
    const hits = Array.from({ length: 1000 }, () => chooser.pick(anyRequest, 0)).filter(backend => backend === 3)
    expect(hits.length).toBeGreaterThan(980)
  })

  it('more than are available does not draw in vain', () => {
    const pool = testPool([1, 1, 1, 1])
    const chance = points(0, 1)
    const chooser = p2c.start(pool, { choices: 4 }, chance, idleServices)
    setAvailable(chooser, pool, 2, false)
    setAvailable(chooser, pool, 3, false)
    expect(chooser.pick(anyRequest, 0)).toBe(1)
    expect(chance.used()).toBe(2)
  })

  it('more choices, more even: the longest queue shrinks', () => {
    const longest = (choices: number) => {
      const pool = testPool(Array.from({ length: 50 }, () => 1))
      const chooser = startWith(p2c, pool, { options: `choices=${choices}` })
      for (let i = 0; i < 5000; i++) hold(chooser, pool)
      return Math.max(...pool.inFlight)
    }
    // Balls into bins, Mitzenmacher 2001: one choice deviates by sqrt(mean), two by log log n.
    expect(longest(1)).toBeGreaterThan(110)
    expect(longest(2)).toBeLessThan(106)
    expect(longest(8)).toBeLessThanOrEqual(longest(2))
  })

  it('never picks one that is busier than all others drawn could be', () => {
    const loads = fc.array(fc.nat(9), { minLength: 3, maxLength: 10 })
    const property = fc.property(loads, fc.integer(), (load, seed) => {
      const pool = testPool(load.map(() => 1))
      pool.inFlight.set(load)
      const busiest = Math.max(...load)
      const picked = startWith(p2c, pool, { seed }).pick(anyRequest, 0)
      // Two different ones are compared, so a unique busiest cannot win.
      if (load.filter(value => value === busiest).length === 1) expect(load[picked]).toBeLessThan(busiest)
    })
    fc.assert(property, { seed: 1, numRuns: 300 })
  })
})
