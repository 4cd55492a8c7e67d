import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createWeightTable } from '../../../src/strategies/random/weight-table.js'
import { testPool } from '../test-pool.js'

it('gives each backend as many points as its weight, in order', () => {
  const weight = fc.integer({ min: 1, max: 20 })
  const alike = fc
    .tuple(weight, fc.integer({ min: 1, max: 40 }))
    .map(([weight, n]) => Array.from({ length: n }, () => weight))
  const weights = fc.oneof(fc.array(weight, { minLength: 1, maxLength: 40 }), alike)
  const property = fc.property(weights, weights => {
    const table = createWeightTable(testPool(weights))
    const expected = weights.flatMap((weight, i) => Array.from({ length: weight }, () => i))
    expect(table.total).toBe(expected.length)
    expect(expected.map((_, point) => table.at(point))).toEqual(expected)
  })
  fc.assert(property, { seed: 1, numRuns: 200 })
})

it('counts unavailable backends, and sees new weights once told', () => {
  const pool = testPool([1, 1])
  pool.available[0] = 0
  const table = createWeightTable(pool)
  expect([table.total, table.at(0), table.at(1)]).toEqual([2, 0, 1])
  pool.weight[0] = 3
  table.changed(1)
  expect(table.total).toBe(2)
  table.changed(0)
  expect([table.total, table.at(2), table.at(3)]).toEqual([4, 0, 1])
})
