import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LbbenchError } from '../../../src/errors.js'
import { randomStream } from '../../../src/model/random.js'
import { findStrategy, strategies } from '../../../src/strategies/index.js'
import { parseOptions } from '../../../src/strategies/options.js'
import type { Chooser, Pool, Strategy } from '../../../src/strategies/strategy.js'
import { historyOf, replay } from '../history.js'
import { answer, anyRequest, hold, idleServices, serve, setAvailable, startWith, testPool } from '../test-pool.js'

const subset = findStrategy('subset')
const equal = (size: number) => testPool(Array<number>(size).fill(1))
const counts = (pool: Pool, picks: readonly number[]) =>
  pool.names.map((_, i) => picks.filter(pick => pick === i).length)
const served = (chooser: Chooser, pool: Pool, count: number) =>
  Array.from({ length: count }, () => serve(chooser, pool))

describe('subset', () => {
  it('chooses within its arc only', () => {
    const pool = equal(20)
    const chooser = startWith(subset, pool, { options: 'peers=4&peer=1&size=5&inner=rr' })
    expect(new Set(served(chooser, pool, 100))).toEqual(new Set([5, 6, 7, 8, 9]))
  })

  it('gives a backend of which it has a part that part of the requests', () => {
    const pool = equal(10)
    const chooser = startWith(subset, pool, { options: 'peers=4&peer=1&size=2&inner=rr' })
    // 2 by half, 3 and 4.
    expect(counts(pool, served(chooser, pool, 100))).toEqual([0, 0, 20, 40, 40, 0, 0, 0, 0, 0])
  })

  it('covers all backends evenly, all balancers together', () => {
    const property = fc.property(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 0, max: 6 }), (size, power) => {
      const pool = equal(size)
      const peers = 2 ** power
      const share = pool.names.map(() => 0)
      for (let peer = 0; peer < peers; peer++) {
        const chooser = startWith(subset, pool, { options: `peers=${peers}&peer=${peer}&size=3&inner=rr` })
        counts(pool, served(chooser, pool, 64 * size)).forEach((count, i) => {
          share[i] += count
        })
      }
      // Round robin is exact over each arc's period, which divides 64 * size.
      expect(Math.max(...share) - Math.min(...share)).toBeLessThanOrEqual(2 * peers)
    })
    fc.assert(property, { seed: 1, numRuns: 20 })
  })

  it.each(strategies.filter(({ family }) => family !== 'nested'))('alone, picks as its inner $name does', inner => {
    const property = fc.property(historyOf, fc.integer(), (history, seed) => {
      const [plain, nested] = [inner, subset].map((strategy: Strategy) => {
        const pool = testPool(history.weights, history.maxFails)
        const options = strategy === subset ? `inner=${inner.name}` : ''
        // Where none is available, all means the same all.
        return replay(startWith(strategy, pool, { options, seed }), pool, history.steps)
      })
      expect(nested).toEqual(plain)
    })
    fc.assert(property, { seed: 1, numRuns: 20 })
  })

  it('widens to all backends where none of its own is available, and comes back', () => {
    const pool = equal(8)
    const chooser = startWith(subset, pool, { options: 'peers=4&peer=0&size=2&inner=lc' })
    expect([hold(chooser, pool), hold(chooser, pool)]).toEqual([0, 1])
    setAvailable(chooser, pool, 0, false)
    setAvailable(chooser, pool, 1, false)
    expect(Array.from({ length: 6 }, () => hold(chooser, pool))).toEqual([2, 3, 4, 5, 6, 7])
    answer(chooser, pool, 4)
    expect(hold(chooser, pool)).toBe(4)
    setAvailable(chooser, pool, 1, true)
    expect([hold(chooser, pool), hold(chooser, pool)]).toEqual([1, 1])
    for (let i = 0; i < 8; i++) setAvailable(chooser, pool, i, false)
    expect(chooser.pick(anyRequest, 0)).toBe(-1)
  })

  it('passes changed weights on', () => {
    const pool = equal(8)
    const chooser = startWith(subset, pool, { options: 'peers=4&peer=1&size=2&inner=sed' })
    pool.weight[3] = 5
    chooser.changed?.(3)
    expect(
      Array.from({ length: 5 }, () => hold(chooser, pool)).filter(backend => backend === 3).length,
    ).toBeGreaterThan(3)
  })

  it('passes probes and alarms on, translated', () => {
    const pool = equal(8)
    const asked: number[] = []
    const alarms: number[] = []
    const services = {
      probe: (backend: number) => void asked.push(backend),
      wakeAt: (atMs: number) => void alarms.push(atMs),
    }
    const options = parseOptions(subset, 'peers=4&peer=2&size=2&inner=prequal(idleProbeMs=100;removePerQuery=0)')
    const chooser = subset.start(pool, options, randomStream(1, 'pick'), services)
    chooser.sent?.(4, 0)
    expect(asked.toSorted()).toEqual([4, 5])
    expect(alarms.at(-1)).toBe(100)
    chooser.woken?.(100)
    expect(asked.length).toBe(3)
    expect(alarms.at(-1)).toBe(200)
    chooser.probed?.(4, { failed: false, inFlight: 3, latencyMs: 9 }, 100)
    chooser.probed?.(5, { failed: false, inFlight: 3, latencyMs: 7 }, 100)
    chooser.probed?.(6, { failed: false, inFlight: 0, latencyMs: 1 }, 100)
    expect(chooser.pick(anyRequest, 100)).toBe(5)
  })

  it.each([
    ['inner=subset', 'USAGE', /subset cannot be an inner strategy/],
    ['inner=aperture(size=3)', 'USAGE', /subset cannot be an inner strategy/],
    ['inner=p2c(choices=3', 'USAGE', /"p2c\(choices=3" cannot be read/],
    ['inner=p3c', 'UNKNOWN_NAME', /did you mean "p2c"/],
    ['inner=p2c(choice=3)', 'UNKNOWN_NAME', /unknown option "choice" of strategy p2c/],
    ['peers=3&peer=3', 'USAGE', /option "peer" of subset is 3, but there are 3 peers/],
  ])('refuses %s', (text, code, message) => {
    const options = parseOptions(subset, text)
    const attempts = [
      () => subset.around?.(options),
      () => subset.start(equal(4), options, randomStream(1, 'pick'), idleServices),
    ]
    for (const attempt of attempts) {
      expect(attempt).toThrow(message)
      expect(attempt).toThrow(LbbenchError)
      expect(attempt).toThrow(expect.objectContaining({ code }))
    }
  })
})
