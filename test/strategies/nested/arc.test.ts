import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arcOf } from '../../../src/strategies/nested/arc.js'

const rings = fc.record({
  size: fc.integer({ min: 1, max: 60 }),
  peers: fc.integer({ min: 1, max: 40 }),
  wanted: fc.integer({ min: 1, max: 70 }),
})

describe('arcOf', () => {
  it('covers every backend as much as any other, over all peers', () => {
    const property = fc.property(rings, ring => {
      const covered = new Int32Array(ring.size)
      for (let peer = 0; peer < ring.peers; peer++) {
        const { members, parts } = arcOf({ ...ring, peer })
        members.forEach((backend, i) => {
          covered[backend] += parts[i]
        })
      }
      expect(new Set(covered).size).toBe(1)
    })
    fc.assert(property, { seed: 1, numRuns: 200 })
  })

  it('has as many backends as wanted, ascending, each once and in part or whole, and no division too many', () => {
    const property = fc.property(rings, fc.nat(), (ring, any) => {
      const { members, parts } = arcOf({ ...ring, peer: any % ring.peers })
      expect([...members]).toEqual([...new Set(members)].sort((a, b) => a - b))
      expect(parts.every(part => part >= 1 && part <= ring.peers)).toBe(true)
      const length = parts.reduce((sum, part) => sum + part, 0) / ring.peers
      const wanted = Math.min(ring.wanted, ring.size)
      expect(length).toBeGreaterThanOrEqual(wanted - 1e-9)
      expect(length - ring.size / ring.peers).toBeLessThan(wanted)
    })
    fc.assert(property, { seed: 2, numRuns: 200 })
  })

  it.each([
    // Finagle's: ring of 10, from 3/4, 1/2 long: 7 and 2 by half.
    { size: 10, peers: 4, peer: 3, wanted: 5, members: [0, 1, 2, 7, 8, 9], parts: [4, 4, 2, 2, 4, 4] },
    // 3 of 10 among 4 peers is more than one division of 2.5.
    { size: 10, peers: 4, peer: 0, wanted: 3, members: [0, 1, 2, 3, 4], parts: [4, 4, 4, 4, 4] },
    { size: 10, peers: 4, peer: 1, wanted: 2, members: [2, 3, 4], parts: [2, 4, 4] },
    // One alone has all.
    { size: 3, peers: 1, peer: 0, wanted: 1, members: [0, 1, 2], parts: [1, 1, 1] },
    // Both ends in the same backend.
    { size: 1, peers: 3, peer: 2, wanted: 1, members: [0], parts: [3] },
  ])('$size backends, peer $peer of $peers, $wanted wanted', ({ members, parts, ...plan }) => {
    const arc = arcOf(plan)
    expect([[...arc.members], [...arc.parts]]).toEqual([members, parts])
  })
})
