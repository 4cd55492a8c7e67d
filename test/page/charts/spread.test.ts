import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classOf, colorOf } from '../../../src/page/charts/heat-classes.js'
import { readAt } from '../../../src/page/charts/interpolate.js'
import { numberText, shareText, valueText } from '../../../src/page/charts/number-text.js'
import { spread } from '../../../src/page/charts/spread.js'

test('names are never nearer than a line, keep their order, and stay within the picture as long as they have room', () => {
  const ends = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 15 })
  fc.assert(
    fc.property(ends, unsorted => {
      const sorted = unsorted.toSorted((a, b) => a - b)
      const placed = spread(sorted, 15, [0, 300])
      expect(placed).toHaveLength(sorted.length)
      for (const [i, y] of placed.entries()) if (i > 0) expect(y - placed[i - 1]!).toBeGreaterThanOrEqual(15)
      for (const y of placed) expect(y).toBeGreaterThanOrEqual(0)
      for (const y of placed) expect(y).toBeLessThanOrEqual(300)
    }),
  )
})

test('names that have room stay where their lines end', () => {
  expect(spread([10, 100, 200], 15, [0, 300])).toEqual([10, 100, 200])
})

test('a line is read between its points, on its own scale; nothing beyond it, nor in a gap', () => {
  const point = (x: number, y: number | null) => ({ x, y, low: null, high: null })
  const points = [point(1, 0), point(100, 50), point(200, null), point(300, 9)]
  const log = { x: Math.log, y: (value: number) => value }
  expect(readAt(points, 10, log)).toBeCloseTo(25, 9)
  expect(readAt(points, 100, log)).toBe(50)
  expect(readAt(points, 150, log)).toBeNull()
  expect(readAt(points, 0.5, log)).toBeNull()
  expect(readAt(points, 400, log)).toBeNull()
})

test.each([
  [41.234, '41.2'],
  [4123.4, '4123'],
  [41_234, '41,234'],
  [0.04123, '0.0412'],
  [0, '0'],
])('%d is written %s', (value, text) => expect(numberText(value)).toBe(text))

test('a share has the digits that its distance from all needs', () => {
  expect([0.5, 0.99, 0.9995, 0.99999].map(shareText)).toEqual(['50', '99', '99.95', '99.999'])
  expect(valueText(3400, 'time')).toBe('3.4 s')
  expect(valueText(7_200_000, 'time')).toBe('2 h')
})

test('a value at a step belongs above it; colours of few classes reach from end to end', () => {
  const classes = { steps: [1, 10], scheme: 'sequential' } as const
  expect([0.5, 1, 9, 10, 1e9].map(value => classOf(value, classes))).toEqual([0, 1, 1, 2, 2])
  expect([0, 1, 2].map(level => colorOf(level, classes))).toEqual(['var(--level0)', 'var(--level3)', 'var(--level6)'])
})
