import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decide } from '../../src/gate/decide.js'
import { operators } from '../../src/gate/gate.js'

const between = (value: number, low: number | null, high: number | null) => ({
  value,
  low,
  high,
  n: low === null ? 1 : 5,
})

test.each([
  // value, low, high, against <= 10
  [8, 7, 9, 'pass'],
  [8, 7, 10, 'pass'],
  [8, 7, 10.1, 'inconclusive'],
  [11, 9, 13, 'inconclusive'],
  [12, 10.1, 14, 'fail'],
  [8, null, null, 'pass'],
  [11, null, null, 'fail'],
] as const)('%d [%s, %s] <= 10: %s', (value, low, high, expected) => {
  expect(decide(between(value, low, high), '<=', 10)).toBe(expected)
})

test('a limit of nothing asks what was seen', () => {
  expect(decide(between(0, 0, 0.001), '<=', 0)).toBe('pass')
  expect(decide(between(0, 0, 0.001), '<', 0)).toBe('fail')
  expect(decide(between(0, 0, 0.001), '<', 0.0005)).toBe('inconclusive')
  expect(decide(between(0.0005, 0, 0.001), '<=', 0)).toBe('inconclusive')
})

const number = fc.double({ min: 0.1, max: 100, noNaN: true })

test('a gate and its opposite are never both pass, and a wider interval never turns pass into fail', () => {
  const opposite = { '<=': '>', '<': '>=', '>=': '<', '>': '<=' } as const
  fc.assert(
    fc.property(
      number,
      number,
      number,
      number,
      fc.constantFrom(...operators),
      (value, below, above, limit, operator) => {
        const [wide, narrow] = [
          between(value, value - below, value + above),
          between(value, value - below / 2, value + above / 2),
        ]
        const [judged, opposed] = [decide(wide, operator, limit), decide(wide, opposite[operator], limit)]
        expect([judged, opposed].sort()).not.toEqual(['pass', 'pass'])
        if (judged !== 'inconclusive') expect(decide(narrow, operator, limit)).toBe(judged)
        if (judged === 'pass') expect(opposed).toBe('fail')
      },
    ),
    { seed: 1 },
  )
})
