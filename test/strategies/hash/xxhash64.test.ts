import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { XxHash64 } from '../../../src/strategies/hash/xxhash64.js'
import { xxHash64 } from './xxhash64-reference.js'

const hash = new XxHash64()
const fast = (bytes: Uint8Array, seed = 0) => {
  hash.hash(bytes, bytes.length, seed)
  return (BigInt(hash.high) << 32n) | BigInt(hash.low)
}

describe('xxHash64', () => {
  it.each([
    ['', 0, 0xef46db3751d8e999n],
    ['a', 0, 0xd24ec4f1a98c6e5bn],
    ['abc', 0, 0x44bc2cf5ad770999n],
    ['Nobody inspects the spammish repetition', 0, 0xfbcea83c8a378bf1n],
  ])('of "%s"', (text, seed, expected) => {
    expect(fast(new TextEncoder().encode(text), seed)).toBe(expected)
  })

  it('is what 64-bit numbers make of the specification', () => {
    const property = fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(0x7fffffff), (bytes, seed) => {
      expect(fast(bytes, seed * 2 + 1)).toBe(xxHash64(bytes, BigInt(seed * 2 + 1)))
    })
    fc.assert(property, { seed: 1, numRuns: 500 })
  })
})
