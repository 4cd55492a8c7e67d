import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { indexLeastLoaded } from '../../../src/strategies/load/least-loaded-index.js'
import { scanLeastLoaded } from '../../../src/strategies/load/least-loaded-scan.js'
import { longHistoryOf, replay } from '../history.js'
import { anyRequest, hold, testPool } from '../test-pool.js'

describe('the index of loads', () => {
  it('picks as the scan does that looks at all, whatever happens', () => {
    const property = fc.property(longHistoryOf, ({ weights, maxFails, steps }) => {
      const [plainPool, pool] = [testPool(weights, maxFails), testPool(weights, maxFails)]
      const expected = replay(scanLeastLoaded(plainPool), plainPool, steps)
      expect(replay(indexLeastLoaded(pool), pool, steps)).toEqual(expected)
    })
    fc.assert(property, { seed: 1, numRuns: 400 })
  })

  it('knows what was in flight before it began', () => {
    const pool = testPool([1, 2, 2])
    pool.inFlight.set([1, 2, 1])
    const chooser = indexLeastLoaded(pool)
    expect([hold(chooser, pool), hold(chooser, pool), hold(chooser, pool)]).toEqual([2, 1, 2])
  })

  it('finds the least loaded again after it climbed far', () => {
    const pool = testPool([1, 1])
    pool.inFlight.set([0, 1000])
    pool.available[0] = 0
    const chooser = indexLeastLoaded(pool)
    expect(chooser.pick(anyRequest, 0)).toBe(1)
    pool.available[0] = 1
    chooser.changed?.(0)
    expect(chooser.pick(anyRequest, 0)).toBe(0)
  })
})
