import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createWeightTable } from '../../src/strategies/weight-table.js'
import { testPool } from './test-pool.js'

it('gives each backend as many points as its weight, in order', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 40 })
  const property = fc.property(weights, weights => {
    const table = createWeightTable(testPool(weights))
    const expected = weights.flatMap((weight, i) => Array.from({ length: weight }, () => i))
    expect(table.total).toBe(expected.length)
    expect(expected.map((_, point) => table.at(point))).toEqual(expected)
  })
  fc.assert(property, { seed: 1, numRuns: 200 })
})

it('counts unavailable backends, and sees new weights after a refresh', () => {
  const pool = testPool([1, 1])
  pool.available[0] = 0
  const table = createWeightTable(pool)
  expect([table.total, table.at(0), table.at(1)]).toEqual([2, 0, 1])
  pool.weight[0] = 3
  table.refresh()
  expect([table.total, table.at(2), table.at(3)]).toEqual([4, 0, 1])
})
