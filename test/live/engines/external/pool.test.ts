import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { poolAfter, poolAtStart } from '../../../../src/live/engines/external/pool.js'
import type { PoolChange } from '../../../../src/model/balancer-spec.js'

const kinds = fc.constantFrom('drain', 'leave', 'join')
const change = fc.oneof(
  fc.record({ atMs: fc.nat(1000), backend: fc.nat(2), kind: kinds }),
  fc.record({
    atMs: fc.nat(1000),
    backend: fc.nat(2),
    kind: fc.constant('weight'),
    weight: fc.integer({ min: 1, max: 9 }),
  }),
) as fc.Arbitrary<PoolChange>

describe('a pool that the operator changes', () => {
  it('who joined last is in it, whatever was before', () => {
    fc.assert(
      fc.property(fc.array(change), fc.nat(2), (changes, backend) => {
        const start = poolAtStart([1, 2, 3], changes)
        const end = [...changes, { atMs: 2000, backend, kind: 'join' } as const].reduce(poolAfter, start)
        expect(end[backend]!.membership).toBe('in')
      }),
    )
  })

  it('changes nobody but whom the change names, and of that one not both', () => {
    fc.assert(
      fc.property(fc.array(change), change, (changes, last) => {
        const before = changes.reduce(poolAfter, poolAtStart([1, 2, 3], changes))
        const after = poolAfter(before, last)
        for (const [backend, member] of after.entries()) {
          if (backend !== last.backend) expect(member).toBe(before[backend])
          else if (last.kind === 'weight') expect(member).toEqual({ ...before[backend], weight: last.weight })
          else expect(member.weight).toBe(before[backend]!.weight)
        }
      }),
    )
  })

  it.each<[string, PoolChange[], string[]]>([
    ['nobody changes: all are in', [], ['in', 'in']],
    ['who joins is outside before', [{ atMs: 5, backend: 1, kind: 'join' }], ['in', 'left']],
    // A rolling deploy: it was there.
    [
      'who leaves and joins is in before',
      [
        { atMs: 5, backend: 1, kind: 'leave' },
        { atMs: 9, backend: 1, kind: 'join' },
      ],
      ['in', 'in'],
    ],
    [
      'a weight is no matter',
      [
        { atMs: 1, backend: 0, kind: 'weight', weight: 3 },
        { atMs: 5, backend: 0, kind: 'join' },
      ],
      ['left', 'in'],
    ],
  ])('at the start: %s', (_, changes, expected) => {
    expect(poolAtStart([1, 1], changes).map(({ membership }) => membership)).toEqual(expected)
  })

  it('who has left is not back because it is to be drained', () => {
    const left = poolAfter(poolAtStart([1], []), { atMs: 0, backend: 0, kind: 'leave' })
    expect(poolAfter(left, { atMs: 1, backend: 0, kind: 'drain' })[0]!.membership).toBe('left')
  })
})
