import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alarmLevel, decide } from '../../src/gate/decide.js'
import { operators } from '../../src/gate/gate.js'
import { anywhere, type Inference, intervalOf, pBeyond, positive } from '../../src/stats/inference.js'
import { tReach } from '../../src/stats/student.js'

const confidence = 0.95
const rounds = 6

/** Six rounds whose 95 % interval is [low, high]. */
const between = (low: number, high: number, range = anywhere): Inference => {
  const middle = (low + high) / 2
  const standardError = (high - low) / 2 / tReach(rounds - 1)
  return { value: middle, scale: 'linear', middle, standardError, degreesOfFreedom: rounds - 1, n: rounds, range }
}
const single = (value: number): Inference => ({ ...between(value, value), standardError: null, n: 1 })

test.each([
  // interval, p over all gates, against <= 10
  [[7, 9], 1, 'pass'],
  [[7, 10], 1, 'pass'],
  [[7, 10.1], 1, 'inconclusive'],
  [[9, 13], 0.2, 'inconclusive'],
  [[10.1, 14], 0.025, 'fail'],
  // beyond by itself, but one of many gates
  [[10.1, 14], 0.026, 'inconclusive'],
] as const)('%j with p = %d against <= 10: %s', ([low, high], pAdjusted, expected) => {
  expect(decide(between(low, high), '<=', 10, { confidence, pAdjusted })).toBe(expected)
})

test('without an interval the value decides', () => {
  const doubt = { confidence, pAdjusted: null }
  expect(decide(single(8), '<=', 10, doubt)).toBe('pass')
  expect(decide(single(11), '<=', 10, doubt)).toBe('fail')
})

test('a limit of nothing asks what was seen', () => {
  const doubt = { confidence, pAdjusted: 1 }
  const none = { ...between(0, 0, positive), unanimousOf: 3_000 }
  expect(decide(none, '<=', 0, doubt)).toBe('pass')
  expect(decide(none, '<', 0, doubt)).toBe('fail')
  expect(decide(none, '<', 0.0005, doubt)).toBe('inconclusive')
  expect(decide(between(0, 0.001, positive), '<=', 0, doubt)).toBe('fail')
  // but not one of a difference, which may be on either side
  expect(decide(between(-1, 1), '<=', 0, doubt)).toBe('inconclusive')
})

const number = fc.double({ min: 0.1, max: 100, noNaN: true })
const anyOperator = fc.constantFrom(...operators)

test('a gate and its opposite never both pass, nor both fail, and more noise never decides what less left open', () => {
  const opposite = { '<=': '>', '<': '>=', '>=': '<', '>': '<=' } as const
  fc.assert(
    fc.property(number, number, number, anyOperator, (low, width, limit, operator) => {
      const judged = (spread: number, asked: (typeof operators)[number]) => {
        const middle = low + width / 2
        const inference = between(middle - spread, middle + spread)
        const side = asked.startsWith('<') ? 'above' : 'below'
        return decide(inference, asked, limit, { confidence, pAdjusted: pBeyond(inference, side, limit) })
      }
      const [wide, narrow] = [judged(width / 2, operator), judged(width / 4, operator)]
      const opposed = judged(width / 2, opposite[operator])
      if (wide !== 'inconclusive') expect([narrow, opposed]).toEqual([wide, expect.not.stringMatching(wide)])
    }),
    { seed: 1 },
  )
})

test('a failure is never doubted by the interval shown', () => {
  fc.assert(
    fc.property(number, number, number, (low, width, limit) => {
      const inference = between(low, low + width)
      const pAdjusted = pBeyond(inference, 'above', limit)!
      if (pAdjusted > alarmLevel) return
      expect(intervalOf(inference, confidence).low!).toBeGreaterThan(limit)
      expect(decide(inference, '<=', limit, { confidence, pAdjusted })).toBe('fail')
    }),
    { seed: 2 },
  )
})
