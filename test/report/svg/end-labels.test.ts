import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spread } from '../../../src/report/svg/end-labels.js'

const ends = fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 8 })
const room = { gap: 17, top: 0, bottom: 200 }

test('names never overlap, stay in the order of their lines, and stay inside where they have room', () => {
  fc.assert(
    fc.property(ends, ys => {
      const placed = spread(ys, room)
      const order = ys.map((_, i) => i).sort((a, b) => ys[a]! - ys[b]!)
      for (const [i, one] of order.slice(1).entries())
        expect(placed[one]! - placed[order[i]!]!).toBeGreaterThanOrEqual(room.gap - 1e-9)
      expect(Math.min(...placed)).toBeGreaterThanOrEqual(room.top - 1e-9)
      expect(Math.max(...placed)).toBeLessThanOrEqual(room.bottom + 1e-9)
    }),
  )
})

test('a name that has room is at its line', () => {
  expect(spread([10, 100], room)).toEqual([10, 100])
})
