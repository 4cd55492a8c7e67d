import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRotation } from '../../../src/strategies/rotation/rotation.js'
import { indexRotation } from '../../../src/strategies/rotation/rotation-index.js'
import { longHistoryOf, replay } from '../history.js'
import { anyRequest, setAvailable, testPool } from '../test-pool.js'

describe('the index of turns', () => {
  it('picks as the rotation does that looks at all, whatever happens', () => {
    const property = fc.property(longHistoryOf, ({ weights, maxFails, steps }) => {
      const [plainPool, pool] = [testPool(weights, maxFails), testPool(weights, maxFails)]
      const rotation = createRotation(plainPool)
      const plain = { pick: rotation.pick, answered: rotation.answered, changed: rotation.changed }
      expect(replay(indexRotation(pool), pool, steps)).toEqual(replay(plain, plainPool, steps))
    })
    fc.assert(property, { seed: 1, numRuns: 400 })
  })

  it('does so where some were unavailable from the beginning', () => {
    const pool = testPool([1, 1, 1, 2, 2, 2])
    pool.available.set([0, 1, 0, 1, 1, 1])
    const rotation = createRotation(pool)
    const chooser = indexRotation(pool)
    for (let i = 0; i < 40; i++) {
      if (i === 20) setAvailable(chooser, pool, 2, true)
      expect(chooser.pick(anyRequest, 0)).toBe(rotation.pick())
    }
  })

  it('lets ten thousand equal backends go in turn', () => {
    const pool = testPool(Array.from({ length: 10_000 }, () => 1))
    const chooser = indexRotation(pool)
    for (let i = 0; i < 30_000; i++) if (chooser.pick(anyRequest, 0) !== i % 10_000) throw new Error(`pick ${i}`)
  })
})
