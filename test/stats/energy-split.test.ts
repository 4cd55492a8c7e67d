import fc from 'fast-check'
import { expect, test } from 'vitest'
import { strongestSplit } from '../../src/stats/energy-split.js'

const split = (values: readonly number[], fewest = 2) => strongestSplit(Float64Array.from(values), fewest)

test('q is that of the signal-processing-algorithms of MongoDB, exactly divided', () => {
  // tests/test_algorithm_continuity.py, `expected_proper_division`: the largest of the q of this series, 5.9047619, is at 4.
  const found = split([1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3])!
  expect(found.index).toBe(4)
  expect(found.strength).toBeCloseTo(5.9047619, 6)
})

const series = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 14 })

test('it is the largest of equation 5 of the paper over every start and end, added up pair by pair', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 2, max: 4 }), (values, fewest) => {
      const best = slowly(values, fewest)
      const found = split(values, fewest)
      if (best === 0) expect(found?.strength ?? 0).toBeCloseTo(0, 9)
      else expect(found!.strength).toBeCloseTo(best, 9)
    }),
  )
})

test('where values go up and come back, the end of the run after the change is found, not the end of all', () => {
  expect(split([0, 0, 0, 0, 9, 9, 9, 9, 0, 0, 0, 0])).toEqual({ index: 4, strength: 36 })
})

test('equal values have no split, nor have so few that a side would be too small', () => {
  expect(split(new Array(20).fill(5))).toBeUndefined()
  expect(split([1, 2, 3, 9, 9], 3)).toBeUndefined()
  expect(split([])).toBeUndefined()
})

function slowly(values: readonly number[], fewest: number): number {
  let best = 0
  for (let tau = fewest; tau <= values.length - fewest; tau++) {
    for (let kappa = tau + fewest; kappa <= values.length; kappa++) {
      const [x, y] = [values.slice(0, tau), values.slice(tau, kappa)]
      const between = (2 * sum(x.flatMap(a => y.map(b => Math.abs(a - b))))) / (x.length * y.length)
      const q = ((x.length * y.length) / (x.length + y.length)) * (between - within(x) - within(y))
      best = Math.max(best, q)
    }
  }
  return best
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Over all pairs of different places: each is met twice, and n (n - 1) of them. */
function within(values: readonly number[]): number {
  return sum(values.flatMap(a => values.map(b => Math.abs(a - b)))) / (values.length * (values.length - 1))
}
