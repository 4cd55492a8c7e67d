import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HistogramRows } from '../../src/stats/histogram-rows.js'
import { quantile } from '../../src/stats/quantile.js'

const value = fc.double({ min: Math.log(2 ** -10), max: Math.log(2 ** 26) - 1e-9, noNaN: true }).map(Math.exp)
const rows = fc.array(fc.array(value, { maxLength: 40 }), { minLength: 1, maxLength: 5 })

test('each row has its own quantiles, right to a bucket, of a value that is there', () => {
  fc.assert(
    fc.property(rows, fc.double({ min: 0, max: 1, noNaN: true }), (all, p) => {
      const histograms = new HistogramRows(all.length)
      for (const [row, values] of all.entries()) for (const one of values) histograms.record(row, one)
      for (const [row, values] of all.entries()) {
        const found = histograms.quantile(row, p)
        const truth = quantile(
          [...values].sort((a, b) => a - b),
          p,
        )
        expect(histograms.count(row)).toBe(values.length)
        if (values.length === 0) expect(found).toBeNaN()
        else expect(Math.abs(found - truth) / truth).toBeLessThanOrEqual(1 / 64)
      }
    }),
    { seed: 1, numRuns: 200 },
  )
})

test('of a constant is that constant, and what lies outside counts in the outermost buckets', () => {
  const histograms = new HistogramRows(2)
  for (let i = 0; i < 9; i++) histograms.record(0, 12.34)
  for (const outside of [0, 1e-9, 1e12]) histograms.record(1, outside)
  expect(histograms.quantile(0, 0.99)).toBe(12.34)
  expect(histograms.quantile(1, 0)).toBeLessThan(2 ** -10)
  expect(histograms.quantile(1, 1)).toBeGreaterThan(2 ** 25)
})
