import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DecisionLog } from '../../src/baseline/baseline.js'
import { firstDifference } from '../../src/baseline/first-difference.js'
import { DecisionPacker, type PackedDecision } from '../../src/trace/decision-log.js'

function logOf(decisions: readonly PackedDecision[], changes: Partial<DecisionLog> = {}): DecisionLog {
  const blocks: Uint8Array[] = []
  const packer = new DecisionPacker(block => blocks.push(block.slice()))
  for (const { row, attempt, backend } of decisions) packer.add(row, attempt, backend)
  packer.flush()
  const bytes = Buffer.concat(blocks)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const deflated = deflateRawSync(bytes).toString('base64')
  return { candidate: 'lc', round: 0, seed: 1, decisions: decisions.length, sha256, deflated, ...changes }
}

const plain = (backends: readonly number[]): PackedDecision[] =>
  backends.map((backend, row) => ({ row, attempt: 1, backend }))

test('the first backend that differs, and none where none does', () => {
  const backends = fc.array(fc.nat(3), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(backends, fc.nat(), (before, seed) => {
      const row = seed % before.length
      const after = before.map((backend, i) => (i === row ? backend + 1 : backend))
      expect(firstDifference(logOf(plain(before)), logOf(plain(before)))).toBe('alike')
      expect(firstDifference(logOf(plain(before)), logOf(plain(after)))).toEqual({
        row,
        before: { row, attempt: 1, backend: before[row] },
        after: { row, attempt: 1, backend: before[row]! + 1 },
      })
    }),
  )
})

test('a request that is tried again, or not at all, is the one they part on', () => {
  const [first, second, again] = [...plain([0, 1]), { row: 0, attempt: 2, backend: 1 }]
  const retried = logOf([first!, again!, second!])
  expect(firstDifference(logOf([first!, second!]), retried)).toEqual({ row: 0, before: second, after: again })
  expect(firstDifference(retried, logOf([first!]))).toEqual({ row: 0, before: again, after: undefined })
})

test('of what was not kept only that it differs is known', () => {
  const [one, other] = [logOf(plain([0]), { deflated: null }), logOf(plain([1]))]
  expect(firstDifference(one, other)).toBe('somewhere')
  expect(firstDifference(one, { ...one })).toBe('alike')
})

test.each([
  ['no deflate stream', 'AAAA'],
  ['another one', logOf(plain([2, 2])).deflated],
])('a damaged log is told: %s', (_, deflated) => {
  const damaged = logOf(plain([0, 1]), { deflated })
  expect(() => firstDifference(damaged, logOf(plain([1, 1])))).toThrow(/decisions of lc in round 1 are damaged/)
})
