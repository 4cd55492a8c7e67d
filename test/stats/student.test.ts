import { expect, test } from 'vitest'
import { tReach } from '../../src/stats/student.js'

test.each([
  // any printed t table, column 0.975
  [1, 12.7062],
  [2, 4.30265],
  [4, 2.77645],
  [9, 2.26216],
  [30, 2.04227],
  [1000, 1.96234],
])('with %i degrees of freedom a 95 %% interval reaches %d standard errors', (df, reach) => {
  expect(tReach(df)).toBeCloseTo(reach, 4)
})
