import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskLeastLoaded, mostMasked } from '../../../src/strategies/load/least-loaded-mask.js'
import { scanLeastLoaded } from '../../../src/strategies/load/least-loaded-scan.js'
import { longHistoryOf, replay } from '../history.js'
import { anyRequest, hold, testPool } from '../test-pool.js'

describe('the masks of loads', () => {
  it('pick as the scan does that looks at all, whatever happens', () => {
    const property = fc.property(
      longHistoryOf,
      fc.integer({ min: 1, max: 5 }),
      ({ weights, maxFails, steps }, weight) => {
        const alike = weights.map(() => weight)
        const [plainPool, pool] = [testPool(alike, maxFails), testPool(alike, maxFails)]
        const expected = replay(scanLeastLoaded(plainPool), plainPool, steps)
        expect(replay(maskLeastLoaded(pool), pool, steps)).toEqual(expected)
      },
    )
    fc.assert(property, { seed: 1, numRuns: 400 })
  })

  it('know what was in flight before they began, up to the last backend there is a bit for', () => {
    const pool = testPool(Array<number>(mostMasked).fill(1))
    pool.inFlight.fill(1)
    pool.inFlight[mostMasked - 1] = 0
    const chooser = maskLeastLoaded(pool)
    expect([hold(chooser, pool), hold(chooser, pool)]).toEqual([mostMasked - 1, 0])
  })

  it('find nobody where nobody is available', () => {
    const pool = testPool([1, 1])
    const chooser = maskLeastLoaded(pool)
    pool.available.fill(0)
    chooser.changed?.(0)
    chooser.changed?.(1)
    expect(chooser.pick(anyRequest, 0)).toBe(-1)
  })
})
