import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sortedOrder } from '../../../src/strategies/hash/sorted-order.js'

/** Even as hashes are, alike in their leading bits, and alike altogether. */
const hash = fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), fc.nat(3), fc.constantFrom(0, 0xffffffff, 0x80000000))
const rows = fc.array(fc.tuple(hash, fc.oneof(hash, fc.nat(1))), { maxLength: 200 })

it('sorts by the first column, then by the second, then leaves things as they stand', () => {
  const property = fc.property(rows, list => {
    const [first, second] = [0, 1].map(column => Uint32Array.from(list, row => row[column]))
    const expected = [...list.keys()].sort((a, b) => first[a] - first[b] || second[a] - second[b] || a - b)
    const { hashes, order } = sortedOrder(first, second)
    expect([...order]).toEqual(expected)
    expect([...hashes]).toEqual(expected.map(i => first[i]))
  })
  fc.assert(property, { seed: 1, numRuns: 300 })
})

it('leaves equals as they stand where there is no second column', () => {
  const property = fc.property(rows, list => {
    const column = Uint32Array.from(list, ([first]) => first)
    const expected = [...list.keys()].sort((a, b) => column[a] - column[b] || a - b)
    expect([...sortedOrder(column).order]).toEqual(expected)
  })
  fc.assert(property, { seed: 1, numRuns: 100 })
})
