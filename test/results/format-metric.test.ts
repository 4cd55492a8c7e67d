import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatEstimate, formatMetric, formatNumber, formatRatio } from '../../src/results/format-metric.js'

test.each([
  [0, '0'],
  [0.00412, '0.00412'],
  [0.412, '0.412'],
  [4.12345, '4.12'],
  [9.996, '10.0'],
  [41.25, '41.3'],
  [99.96, '100'],
  [412.4, '412'],
  [4123.6, '4124'],
  [12_941_051_489, '1.3e10'],
  [1e-9, '0'],
  [-0.5, '-0.500'],
])('%d is written %s', (value, text) => expect(formatNumber(value)).toBe(text))

test('no exponent below a million, and never more than 0.6 % off (0.000001 at least)', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-4, max: 999_000, noNaN: true }), value => {
      expect(formatNumber(value)).toMatch(/^\d+(\.\d+)?$/)
      expect(Math.abs(Number(formatNumber(value)) / value - 1)).toBeLessThan(0.0061)
    }),
    { seed: 1 },
  )
})

test('units', () => {
  expect(formatMetric('p99Ms', 41.234)).toBe('41.2 ms')
  expect(formatMetric('errorRate', 0.0083)).toBe('0.830 %')
  expect(formatMetric('goodputPerSecond', 239.7)).toBe('240/s')
  expect(formatMetric('jainBusy', 0.99812)).toBe('0.998')
  expect(formatEstimate('p99Ms', { value: 41.2, low: 39, high: 43.5, n: 3 })).toBe('41.2 ms [39.0, 43.5]')
  expect(formatEstimate('p99Ms', { value: 41.2, low: null, high: null, n: 1 })).toBe('41.2 ms')
  expect(formatRatio({ value: 1.42, low: 1.3, high: 1.55, n: 3 })).toBe('1.42x [1.30, 1.55]')
})
