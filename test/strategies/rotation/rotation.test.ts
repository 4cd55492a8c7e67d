import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRotation } from '../../../src/strategies/rotation/rotation.js'
import { failure, ok, testPool } from '../test-pool.js'

const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 })

describe('rotation', () => {
  it('gives every backend its weight in picks, period after period, and then repeats itself', () => {
    const property = fc.property(weights, weights => {
      const rotation = createRotation(testPool(weights))
      const period = weights.reduce((sum, weight) => sum + weight, 0)
      const first = Array.from({ length: period }, rotation.pick)
      const second = Array.from({ length: period }, rotation.pick)
      weights.forEach((weight, i) => {
        expect(first.filter(backend => backend === i).length).toBe(weight)
      })
      expect(second).toEqual(first)
    })
    fc.assert(property, { seed: 1, numRuns: 200 })
  })

  it('is smooth: after k picks each backend is within one turn of its fair share', () => {
    // Two backends only: with more, smooth weighted round robin may lag by more than one.
    const pair = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }))
    const property = fc.property(pair, ([a, b]) => {
      const rotation = createRotation(testPool([a, b]))
      let picksOfA = 0
      for (let k = 1; k <= a + b; k++) {
        if (rotation.pick() === 0) picksOfA++
        expect(Math.abs(picksOfA - (k * a) / (a + b))).toBeLessThanOrEqual(1)
      }
    })
    fc.assert(property, { seed: 1, numRuns: 200 })
  })

  it('returns to the full weight after failures', () => {
    const property = fc.property(weights, fc.array(fc.nat(), { maxLength: 30 }), (weights, failures) => {
      const rotation = createRotation(testPool(weights))
      for (const choice of failures) {
        rotation.pick()
        rotation.answered(choice % weights.length, failure)
      }
      const period = weights.reduce((sum, weight) => sum + weight, 0)
      // Every pick restores one; currents then need some periods to settle into the cycle.
      for (let i = 0; i < 9 + 40 * period; i++) rotation.pick()
      const picks = Array.from({ length: period * 20 }, rotation.pick)
      weights.forEach((weight, i) => {
        const count = picks.filter(backend => backend === i).length
        expect(Math.abs(count - 20 * weight)).toBeLessThanOrEqual(weights.length)
      })
    })
    fc.assert(property, { seed: 1, numRuns: 100 })
  })

  it('success does not touch the weights', () => {
    const rotation = createRotation(testPool([2, 1]))
    const picks = Array.from({ length: 6 }, () => {
      const backend = rotation.pick()
      rotation.answered(backend, ok)
      return backend
    })
    expect(picks).toEqual([0, 1, 0, 0, 1, 0])
  })

  it('picks nobody where nobody is available', () => {
    const pool = testPool([1, 1])
    pool.available.fill(0)
    expect(createRotation(pool).pick()).toBe(-1)
    expect(createRotation(testPool([])).pick()).toBe(-1)
  })

  it('among ties only the tied are credited and charged', () => {
    const pool = testPool([1, 1, 1])
    const rotation = createRotation(pool)
    pool.inFlight.set([0, 1, 0])
    expect([rotation.pickTied(0), rotation.pickTied(0), rotation.pickTied(0)]).toEqual([0, 2, 0])
    pool.inFlight.fill(0)
    // Current is (-1, 0, 1): c is owed a turn, b nothing.
    expect([rotation.pick(), rotation.pick(), rotation.pick()]).toEqual([2, 1, 0])
  })
})
