import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AvailableList } from '../../src/strategies/available-list.js'
import { testPool } from './test-pool.js'

it('lists the available backends in order, whoever comes and goes', () => {
  const property = fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.nat(39)), (size, toggles) => {
    const pool = testPool(Array(size).fill(1))
    const list = new AvailableList(pool)
    for (const toggle of toggles) {
      const backend = toggle % size
      pool.available[backend] = 1 - pool.available[backend]
      list.changed(backend)
      const expected = [...pool.available.keys()].filter(i => pool.available[i] === 1)
      expect(Array.from({ length: list.size }, (_, i) => list.at(i))).toEqual(expected)
    }
  })
  fc.assert(property, { seed: 1, numRuns: 200 })
})

it('knows who was unavailable from the beginning, and takes no news twice', () => {
  const pool = testPool([1, 1, 1])
  pool.available[0] = 0
  const list = new AvailableList(pool)
  list.changed(0)
  expect([list.size, list.at(0), list.at(1)]).toEqual([2, 1, 2])
  expect(new AvailableList(testPool([])).size).toBe(0)
})
