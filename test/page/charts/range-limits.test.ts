import { expect, test } from 'vitest'
import { endsOf, goesOn, limitsOf } from '../../../src/page/charts/range-limits.js'
import { latencyAxis } from '../../../src/report/html/chart/axis.js'
import type { RangeRow } from '../../../src/report/html/chart/ranges-data.js'

const row = (value: number, low: number, high: number): RangeRow => ({
  candidate: 'rr',
  name: 'rr',
  text: '',
  points: [{ name: 'p99', value, low, high, isHollow: false }],
})
const data = (rows: readonly RangeRow[]) => ({ x: latencyAxis, rows, references: [], hasBars: false, ranges: '' })

test('an interval from nothing to everything leaves the points their room', () => {
  const rows = [row(40, 0.001, 1e8), row(80, 60, 100)]
  const limits = limitsOf(rows, data(rows))
  expect(limits).toEqual([4, 800])
  expect(endsOf(rows, limits)).toEqual([40, 4, 800, 80, 60, 100])
  expect(rows.map(({ points }) => goesOn(points[0]!, limits))).toEqual([true, false])
})

test('an axis that is not of factors is not cut', () => {
  const rows = [row(1, 0, 100)]
  const linear = { label: '', scale: 'linear', unit: 'count' } as const
  const limits = limitsOf(rows, { ...data(rows), x: linear })
  expect(goesOn(rows[0]!.points[0]!, limits)).toBe(false)
})
