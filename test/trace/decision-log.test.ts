import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DecisionPacker, type PackedDecision, unpackDecisions } from '../../src/trace/decision-log.js'

function pack(decisions: readonly PackedDecision[], blockBytes?: number): Uint8Array {
  const blocks: number[] = []
  const packer = new DecisionPacker(block => blocks.push(...block), blockBytes)
  for (const { row, attempt, backend } of decisions) packer.add(row, attempt, backend)
  packer.flush()
  return Uint8Array.from(blocks)
}

const decision = fc.record({
  row: fc.oneof(fc.nat(300), fc.nat(2 ** 40)),
  attempt: fc.integer({ min: 1, max: 200 }),
  backend: fc.nat(70_000),
})

test('what was packed is unpacked, in blocks of any size', () => {
  fc.assert(
    fc.property(fc.array(decision), fc.integer({ min: 1, max: 64 }), (decisions, blockBytes) => {
      expect([...unpackDecisions(pack(decisions, blockBytes))]).toEqual(decisions)
    }),
  )
})

test('first tries in the order of the workload take a byte each, for up to 64 backends', () => {
  const decisions = Array.from({ length: 1000 }, (_, row) => ({ row, attempt: 1, backend: (row * 7) % 64 }))
  expect(pack(decisions)).toHaveLength(1000)
})

test.each<[string, PackedDecision[], number[]]>([
  // 2 * 3
  ['the first request', [{ row: 0, attempt: 1, backend: 3 }], [6]],
  // 2 * 3 + 1, 2 rows ahead of the expected one, try 1
  ['a request skipped', [{ row: 2, attempt: 1, backend: 3 }], [7, 4, 1]],
  // after row 0 comes row 1; row 0 again is 1 back, try 2
  [
    'a second try',
    [
      { row: 0, attempt: 1, backend: 0 },
      { row: 0, attempt: 2, backend: 1 },
    ],
    [0, 3, 1, 2],
  ],
  // 400 = 3 * 128 + 16
  ['a backend beyond 63', [{ row: 0, attempt: 1, backend: 200 }], [144, 3]],
])('%s', (_, decisions, bytes) => expect([...pack(decisions)]).toEqual(bytes))

test('bytes that end in the middle of a decision are told', () => {
  expect(() => [...unpackDecisions(Uint8Array.of(6, 7, 4))]).toThrow(RangeError)
  expect(() => [...unpackDecisions(Uint8Array.of(144))]).toThrow('cut off')
})
