import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEnvoyRing } from '../../../src/strategies/hash/envoy-ring.js'
import { ring } from '../../../src/strategies/hash/ring.js'
import file from '../data/envoy-model-ring_hash-maglev.json' with { type: 'json' }
import { anyRequest, setAvailable, setBusy, startWith, testPool } from '../test-pool.js'
import { hashOf, modelHost, modelRing } from './envoy-model.js'

const vector = file.ring_test_vector
const halves = (hash: bigint) => ({ high: Number(hash >> 32n), low: Number(hash & 0xffffffffn) })

describe("the ring of Envoy's unit tests", () => {
  const pool = { ...testPool([1, 1, 1, 1, 1, 1]), addresses: vector.hosts }
  const points = createEnvoyRing(pool, { minSize: vector.minimum_ring_size, maxSize: 8_388_608 })

  it('has twelve points, in this order', () => {
    expect([...points.owners].map(host => vector.hosts[host])).toEqual(vector.points.map(([, host]) => host))
  })

  it.each(vector.points.map((point, i) => [point, vector.points[(i + 1) % 12]] as const))(
    'has a point at %j exactly, and what is behind it belongs to the next',
    ([hash, host], [, next]) => {
      expect(vector.hosts[points.at(halves(BigInt(hash)))]).toBe(host)
      expect(vector.hosts[points.at(halves(BigInt(hash) + 1n))]).toBe(next)
    },
  )
})

describe('ring', () => {
  it('has 1025 points for five equal hosts, for each the same whole number of them', () => {
    const points = createEnvoyRing(testPool([1, 1, 1, 1, 1]), { minSize: 1024, maxSize: 8_388_608 })
    expect(points.owners.length).toBe(file.ring_hash_default_1024.ring_size)
  })

  it('goes by the points Envoy makes, whoever comes, goes, is busy, or weighs something else', () => {
    const step = fc.record({
      backend: fc.nat(6),
      what: fc.constantFrom('toggle', 'busy', 'weigh'),
      weight: fc.integer({ min: 1, max: 12 }),
    })
    const weights = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 7 })
    // The last are sizes of less than a point a host.
    const sizes = fc.oneof(
      fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 60, max: 120 })),
      fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 3, max: 5 })),
    )
    const property = fc.property(weights, sizes, fc.array(step, { maxLength: 8 }), (weights, [min, max], steps) => {
      const pool = testPool(weights)
      const chooser = startWith(ring, pool, { options: `minSize=${min}&maxSize=${max}` })
      for (const { backend, what, weight } of [{ backend: 0, what: '', weight: 0 }, ...steps]) {
        const one = backend % pool.size
        if (what === 'toggle') setAvailable(chooser, pool, one, pool.up[one] === 0)
        if (what === 'busy') setBusy(chooser, pool, one, pool.available[one] === 1)
        if (what === 'weigh') {
          pool.weight[one] = weight
          chooser.changed?.(one)
        }
        const model = modelRing(pool, min, max)
        for (const client of file.keys.slice(0, 20))
          expect(chooser.pick({ ...anyRequest, client }, 0)).toBe(modelHost(model, hashOf(client), pool.available))
      }
    })
    fc.assert(property, { seed: 1, numRuns: 60 })
  })

  it('takes no minSize greater than its maxSize', () => {
    const start = () => startWith(ring, testPool([1, 1]), { options: 'maxSize=1023' })
    const message = 'minSize 1024 of a ring is greater than its maxSize 1023'
    expect(start).toThrow(expect.objectContaining({ code: 'USAGE', message }))
  })
})
