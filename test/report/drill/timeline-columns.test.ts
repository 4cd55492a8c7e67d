import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeColumns } from '../../../src/report/drill/timeline-columns.js'

const shapes = fc.record({ windows: fc.integer({ min: 1, max: 900 }), room: fc.integer({ min: 20, max: 130 }) })

test('columns never need more room than there is, and cover the whole run', () => {
  fc.assert(
    fc.property(shapes, ({ windows, room }) => {
      const columns = timeColumns({ windowMs: 100 }, windows, room)
      expect(columns.count).toBeLessThanOrEqual(room)
      expect(columns.count * columns.columnMs).toBeGreaterThanOrEqual(windows * 100 - 1e-6)
      expect(columns.at(windows * 100)).toBeLessThanOrEqual(columns.count + 1e-9)
    }),
  )
})

test('the highest of all windows is in some column, and at the column of its time', () => {
  fc.assert(
    fc.property(shapes, fc.nat(), ({ windows, room }, seed) => {
      const peak = seed % windows
      const values = Array.from({ length: windows }, (_, k) => (k === peak ? 9 : k % 3 === 0 ? null : 1))
      const columns = timeColumns({ windowMs: 100 }, windows, room)
      const shown = columns.of(values, 'highest')
      expect(shown).toHaveLength(columns.count)
      expect(shown[Math.floor(columns.at(peak * 100 + 1e-6))]).toBe(9)
    }),
  )
})

test('what no window tells, no column tells', () => {
  const columns = timeColumns({ windowMs: 100 }, 4, 20)
  expect(columns.of([null, 2, null, 4], 'mean').slice(0, 11)).toEqual([
    ...Array(5).fill(null),
    ...Array(5).fill(2),
    null,
  ])
  expect(
    timeColumns({ windowMs: 100 }, 40, 20)
      .of([1, 3, ...Array(38).fill(null)], 'mean')
      .slice(0, 2),
  ).toEqual([2, null])
})
