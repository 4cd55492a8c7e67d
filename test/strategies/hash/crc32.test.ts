import { crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { crc32Byte, crc32Of, crc32Start, crc32Text } from '../../../src/strategies/hash/crc32.js'

it('gives the check value of the catalogue of CRCs', () => {
  expect(crc32Of(crc32Text(crc32Start, '123456789'))).toBe(0xcbf43926)
  expect(crc32Of(crc32Start)).toBe(0)
})

it('agrees with zlib, in one go and in pieces', () => {
  const bytes = fc.uint8Array({ maxLength: 40 })
  const property = fc.property(bytes, bytes, (head, tail) => {
    const expected = zlibCrc32(Buffer.concat([head, tail]))
    expect(crc32Of(crc32Text(crc32Start, Buffer.concat([head, tail]).toString('latin1')))).toBe(expected)
    expect(crc32Of([...head, ...tail].reduce(crc32Byte, crc32Start))).toBe(expected)
  })
  fc.assert(property, { seed: 1, numRuns: 200 })
})
