import jstat from 'jstat'
import { expect, test } from 'vitest'
import { tAbove, tReach } from '../../src/stats/student.js'

test.each([
  // scipy.stats.t.ppf(0.975, df) of SciPy 1.17.1
  [1, 12.706204736174694],
  [1.5, 6.016663104427929],
  [2, 4.302652729749462],
  [2.5, 3.5746548420036817],
  [3, 3.1824463052837078],
  [4, 2.7764451051977934],
  [5.9, 2.457000283120113],
  [9, 2.262157162798205],
  [19.7, 2.0880017496109797],
  [30, 2.0422724563012378],
  [39.9, 2.021233189707518],
  [40.1, 2.0209184014716017],
  [100, 1.9839715185235518],
  [999, 1.9623414611334493],
  [12345.6, 1.9601561582595104],
])('with %d degrees of freedom an interval reaches %d standard errors, to the twelfth digit', (df, reach) => {
  expect(Math.abs(tReach(df) / reach - 1)).toBeLessThan(1e-12)
})

test('agrees with another implementation, whole degrees of freedom or not', () => {
  // jstat stops at about eight digits.
  for (let df = 1; df < 3000; df = df * 1.037 + 0.01) {
    expect(Math.abs(tReach(df) / jstat.studentt.inv(0.975, df) - 1)).toBeLessThan(1e-7)
  }
})

test('falls with the degrees of freedom, towards the normal score', () => {
  const reaches = Array.from({ length: 400 }, (_, i) => tReach(1 + i / 4))
  expect(reaches).toEqual([...reaches].sort((a, b) => b - a))
  expect(tReach(1e6)).toBeCloseTo(1.959963984540054, 5)
})

test.each([
  // scipy.stats.t.ppf((1 + level) / 2, df)
  [4, 0.99, 4.604094871415897],
  [9, 0.98, 2.8214379233005493],
  [11, 0.6, 0.875529977886],
  [2, 0.98, 6.964556734283583],
])('with %d degrees of freedom and a confidence of %d it reaches %d', (df, level, reach) => {
  expect(Math.abs(tReach(df, level) / reach - 1)).toBeLessThan(1e-9)
})

test('the tail agrees with another implementation on both sides, and with the reach', () => {
  for (let df = 1; df < 200; df = df * 1.3 + 0.1) {
    for (const t of [-30, -3, -1, -0.3, -1e-3, 0, 1e-3, 0.3, 0.9, 1.7, 3, 30]) {
      expect(tAbove(df, t)).toBeCloseTo(1 - jstat.studentt.cdf(t, df), 7)
    }
    for (const level of [0.5, 0.6, 0.9, 0.95, 0.99, 0.9999]) {
      expect(tAbove(df, tReach(df, level)) / ((1 - level) / 2)).toBeCloseTo(1, 9)
    }
  }
  expect([tAbove(5, Infinity), tAbove(5, -Infinity), tAbove(5, 0)]).toEqual([0, 1, 0.5])
})
