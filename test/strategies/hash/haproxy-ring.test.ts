import fc from 'fast-check'
import { expect, it } from 'vitest'
import { avalanche } from '../../../src/strategies/hash/haproxy-hashes.js'
import { HaproxyRing } from '../../../src/strategies/hash/haproxy-ring.js'
import { testPool } from '../test-pool.js'

/** Node n of server s, from 1, and whose it is; ascending. As lb_chash.c says (chash_queue_dequeue_srv). */
function nodesOf(weights: readonly number[], up: Uint8Array) {
  const nodes = weights.flatMap((weight, server) =>
    Array.from({ length: up[server] * weight * 16 }, (_, n) => ({ at: avalanche((server + 1) * 4096 + n), server })),
  )
  return nodes.sort((a, b) => a.at - b.at)
}

/** chash_get_server_hash: the node at or behind it, unless the one before it is as near. */
function nearestOf(nodes: ReturnType<typeof nodesOf>, hash: number): number {
  const next = nodes.find(({ at }) => at >= hash) ?? nodes[0]
  const before = nodes.findLast(({ at }) => at < hash) ?? nodes.at(-1)!
  return (hash - before.at) >>> 0 <= (next.at - hash) >>> 0 ? before.server : next.server
}

it('finds the nearest node on either side, and of two as near the one before', () => {
  const step = fc.record({ backend: fc.nat(5), weight: fc.integer({ min: 1, max: 4 }), toggles: fc.boolean() })
  const weightsOf = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 })
  const hashes = fc.array(fc.integer({ min: 0, max: 0xffffffff }), { minLength: 1, maxLength: 8 })
  let midways = 0
  const property = fc.property(weightsOf, fc.array(step, { maxLength: 6 }), hashes, (weights, steps, anyHashes) => {
    const pool = testPool(weights)
    const ring = new HaproxyRing(pool)
    for (const { backend, weight, toggles } of [{ backend: 0, weight: pool.weight[0], toggles: false }, ...steps]) {
      const one = backend % pool.size
      if (toggles) pool.up[one] = 1 - pool.up[one]
      else pool.weight[one] = weight
      ring.changed(one)
      ring.look()
      const nodes = nodesOf([...pool.weight], pool.up)
      if (nodes.length === 0) {
        expect(ring.nearest(anyHashes[0])).toBe(-1)
        continue
      }
      const midway = nodes
        .slice(1)
        .flatMap(({ at }, i) => ((at - nodes[i].at) % 2 === 0 ? [(at + nodes[i].at) / 2] : []))
      midways += midway.length
      for (const hash of [...anyHashes, ...midway, nodes[0].at, nodes.at(-1)!.at, 0, 0xffffffff])
        expect(ring.owner(ring.nearest(hash))).toBe(nearestOf(nodes, hash))
    }
  })
  fc.assert(property, { seed: 1, numRuns: 60 })
  expect(midways).toBeGreaterThan(100)
})
