import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { crc32Of, crc32Start, crc32Text } from '../../../src/strategies/hash/crc32.js'
import { createHashRing } from '../../../src/strategies/hash/hash-ring.js'
import hashFile from '../data/nginx-1.22.1-hash-consistent.json' with { type: 'json' }
import { testPool } from '../test-pool.js'

const pool = (addresses: readonly string[], weights = addresses.map(() => 1)) => ({ ...testPool(weights), addresses })
const point = (text: string) => crc32Of(crc32Text(crc32Start, text))

describe('the ring', () => {
  it.each(Object.entries(hashFile.vectors))('%s has as many points as nginx counted', (_name, vector) => {
    const ring = createHashRing(pool(Object.values(vector.servers), Object.values(vector.weights)))
    expect(ring.size).toBe(vector.ring_points)
  })

  it.each([
    { address: '10.0.0.1:8080', hashed: '10.0.0.1\x008080' },
    { address: '[::1]:80', hashed: '[::1]\u000080' },
    { address: 'example', hashed: 'example\0' },
    { address: 'example:http', hashed: 'example:http\0' },
    { address: 'example:', hashed: 'example\0' },
    { address: 'unix:/run/a:80', hashed: '/run/a:80\0' },
  ])('$address is hashed as host, zero byte, port', ({ address, hashed }) => {
    // Its first point, beside which the other backend has none nearby.
    const ring = createHashRing(pool(['other:1', address]))
    expect(ring.owner(ring.find(point(`${hashed}\0\0\0\0`)))).toBe(1)
  })

  it('finds the first point at or behind a hash, and goes round', () => {
    const hash = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(0, 1, 0xfffffffe, 0xffffffff))
    const property = fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }),
      hash,
      (weights, hash) => {
        const addresses = weights.map((_, i) => `10.0.0.${i}:80`)
        const points = addresses.flatMap((address, i) => pointsOf(address, weights[i]).map(at => ({ at, owner: i })))
        points.sort((a, b) => a.at - b.at)
        const ring = createHashRing(pool(addresses, weights))
        const expected = points.find(({ at }) => at >= hash) ?? points[0]
        expect(ring.owner(ring.find(hash))).toBe(expected.owner)
        expect(ring.owner(ring.find(expected.at))).toBe(expected.owner)
      },
    )
    fc.assert(property, { seed: 1, numRuns: 100 })
  })

  it('gives points of one address to the first declared', () => {
    const ring = createHashRing(pool(['a:1', 'b:1', 'a:1', 'a:1'], [1, 1, 2, 1]))
    expect(ring.size).toBe(3 * 160)
    const owners = Array.from({ length: ring.size }, (_, i) => ring.owner(i))
    expect([0, 1, 2, 3].map(i => owners.filter(owner => owner === i).length)).toEqual([320, 160, 0, 0])
  })

  it('holds ten thousand backends with fair shares', () => {
    const ring = createHashRing(pool(Array.from({ length: 10_000 }, (_, i) => `10.0.${i >> 8}.${i & 255}:80`)))
    // Colliding hashes are dropped: 1.6e6 points in 2^32 places meet some 300 times.
    expect(ring.size).toBeGreaterThan(1_599_000)
    expect(ring.size).toBeLessThan(1_600_000)
    const hits = new Int32Array(10_000)
    for (let i = 0; i < 1_000_000; i++) hits[ring.owner(ring.find((i * 2_654_435_761) % 4_294_967_296))]++
    // 100 each, give or take 8 % for the arcs and 10 % for the hits.
    expect(Math.min(...hits)).toBeGreaterThan(40)
    expect(Math.max(...hits)).toBeLessThan(180)
  })

  it('refuses weights that memory cannot hold', () => {
    const tooHeavy = () => createHashRing(pool(['a:1', 'b:1'], [1_000_000, 1]))
    const message = 'the weights add up to 1000001: a hash ring of 160000160 points is too large'
    expect(tooHeavy).toThrow(expect.objectContaining({ code: 'SCENARIO', message }))
  })
})

/** The definition: CRC-32 of HOST \0 PORT and the point before, as four bytes, lowest first. */
function pointsOf(address: string, weight: number): number[] {
  const points: number[] = []
  let previous = 0
  for (let j = 0; j < 160 * weight; j++) {
    const bytes = [0, 8, 16, 24].map(shift => (previous >>> shift) & 255)
    previous = point(`${address.replace(':', '\0')}${String.fromCharCode(...bytes)}`)
    points.push(previous)
  }
  return points
}
