import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { strategies } from '../../../src/strategies/index.js'
import { createRotation } from '../../../src/strategies/rotation/rotation.js'
import { rr } from '../../../src/strategies/rotation/rr.js'
import type { Chooser, Pool } from '../../../src/strategies/strategy.js'
import { historyOf, replay } from '../history.js'
import { failure, sequence, serve, startWith, testPool } from '../test-pool.js'

function reweigh(chooser: Pick<Chooser, 'changed'>, pool: Pool, backend: number, weight: number): void {
  pool.weight[backend] = weight
  chooser.changed?.(backend)
}

describe('an effective weight', () => {
  it('follows the weight at once where nothing lowered it', () => {
    const pool = testPool([1, 1, 1])
    const chooser = startWith(rr, pool)
    reweigh(chooser, pool, 0, 5)
    expect(sequence(pool, 7, () => serve(chooser, pool))).toBe('aabacaa')
    reweigh(chooser, pool, 0, 1)
    expect(sequence(pool, 6, () => serve(chooser, pool))).toBe('abcabc')
  })

  it('stays as far below the weight as a failure left it, and recovers', () => {
    const pool = testPool([4, 1], 2)
    const rotation = createRotation(pool)
    rotation.answered(0, failure)
    // 2 of 4, then 4 of 6.
    reweigh(rotation, pool, 0, 6)
    // As (a, b) before the charge: (4, 1) (4, 2) (4, 3) (3, 4); a is credited 4, 5, 6, 6, and charged 5, 6, 7.
    expect([rotation.pick(), rotation.pick(), rotation.pick(), rotation.pick()]).toEqual([0, 0, 0, 1])
  })

  it('does not fall below 0 with the weight', () => {
    const pool = testPool([6, 1])
    const rotation = createRotation(pool)
    rotation.answered(0, failure)
    // 0 of 6, then 0 of 2.
    reweigh(rotation, pool, 0, 2)
    // (0, 1) (1, 1) (1, 2) (3, 0); a is credited 0, 1, 2, 2.
    expect([rotation.pick(), rotation.pick(), rotation.pick(), rotation.pick()]).toEqual([1, 0, 1, 0])
  })
})

describe.each(strategies.filter(({ fixedWeights }) => fixedWeights !== true))('$name', strategy => {
  it('does not mind in what units the weights are', () => {
    const property = fc.property(historyOf, fc.integer(), ({ weights, maxFails, steps }, seed) => {
      const plain = testPool(weights, maxFails)
      const fine: Pool = { ...testPool(weights, maxFails), weightScale: 256 }
      fine.weight.set(weights.map(weight => 256 * weight))
      const picks = (pool: Pool) => replay(startWith(strategy, pool, { seed }), pool, steps)
      expect(picks(fine)).toEqual(picks(plain))
    })
    fc.assert(property, { seed: 1, numRuns: 60 })
  })
})
