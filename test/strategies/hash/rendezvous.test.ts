import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rendezvous } from '../../../src/strategies/hash/rendezvous.js'
import { client } from '../history.js'
import { anyRequest, startWith, testPool } from '../test-pool.js'
import { hashOf } from './envoy-model.js'

const encode = (text: string) => [...new TextEncoder().encode(text)]
const fnv = (text: string, start: bigint, prime: bigint, bits: number) =>
  encode(text).reduce((hash, byte) => BigInt.asUintN(bits, (hash ^ BigInt(byte)) * prime), start)

/** The published rules, over numbers that need no halves. */
const scores: Record<string, (key: string, address: string, weight: number) => number> = {
  'caddy-2.6': (key, address) => Number(fnv(key + address, 0x811c9dc5n, 0x01000193n, 32)),
  traefik: (key, address, weight) => {
    const hash = fnv(`${key}http://${address}`, 0xcbf29ce484222325n, 0x100000001b3n, 64)
    return (1 / -Math.log(Number(hash) / 2 ** 64)) * weight
  },
}

/** Of Caddy since 2.7 hashHighest keeps the first of those with the highest xxHash64 of address and key. */
it('caddy: the highest hash of address and key wins, whatever they weigh', () => {
  const pool = testPool([3, 1, 2, 5])
  // Of two with one address, so with one hash, the first serves.
  Object.assign(pool, { addresses: ['10.0.0.1:80', '10.0.0.2:80', '10.0.0.1:80', '10.0.0.3:80'] })
  const chooser = startWith(rendezvous, pool, { options: 'flavour=caddy' })
  const property = fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.nat(3), (client, down) => {
    pool.available.fill(1)
    pool.available[down] = 0
    const hashes = pool.addresses.map((address, i) => (i === down ? -1n : hashOf(address + client)))
    const picked = chooser.pick({ ...anyRequest, client }, 0)
    expect(picked).toBe(hashes.findIndex(hash => hashes.every(other => other <= hash)))
  })
  fc.assert(property, { seed: 1, numRuns: 200 })
})

it('weighted: the highest score wins, though most are never computed', () => {
  const weights = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant(1000)), { minLength: 1, maxLength: 12 })
  const property = fc.property(weights, fc.string({ minLength: 1, unit: 'binary' }), (weights, client) => {
    const pool = testPool(weights)
    const low = (text: string) => Number(hashOf(text) & 0xffffffffn)
    const all = pool.addresses.map((address, i) => {
      const part = (murmurFinal(low(client) ^ low(address)) + 0.5) / 2 ** 32
      return weights[i] / -Math.log(part)
    })
    const picked = startWith(rendezvous, pool).pick({ ...anyRequest, client }, 0)
    expect(picked).toBe(all.indexOf(Math.max(...all)))
  })
  fc.assert(property, { seed: 1, numRuns: 500 })
})

/** fmix32 of MurmurHash3, in numbers of any size. */
function murmurFinal(value: number): number {
  let h = BigInt.asUintN(32, BigInt(value))
  h = BigInt.asUintN(32, (h ^ (h >> 16n)) * 0x85ebca6bn)
  h = BigInt.asUintN(32, (h ^ (h >> 13n)) * 0xc2b2ae35n)
  return Number(h ^ (h >> 16n))
}

it('serves requests without a key anywhere, and none twice as often', () => {
  for (const flavour of ['weighted', 'caddy', 'caddy-2.6', 'traefik']) {
    const pool = testPool([1, 1, 1, 1])
    pool.available[2] = 0
    const chooser = startWith(rendezvous, pool, { options: `flavour=${flavour}` })
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < 3000; i++) counts[chooser.pick({ ...anyRequest, client: '' }, 0)]++
    expect(counts[2]).toBe(0)
    // Five standard deviations of 3000 draws among three.
    for (const i of [0, 1, 3]) expect(Math.abs(counts[i] - 1000)).toBeLessThan(130)
  }
})

it.each(Object.keys(scores))('%s: the highest score wins', flavour => {
  const pool = testPool([3, 1, 2, 5])
  const chooser = startWith(rendezvous, pool, { options: `flavour=${flavour}` })
  const property = fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.nat(3), (client, down) => {
    pool.available.fill(1)
    pool.available[down] = 0
    const all = pool.addresses.map((address, i) =>
      pool.available[i] === 1 ? scores[flavour](client, address, pool.weight[i]) : -1,
    )
    expect(chooser.pick({ ...anyRequest, client }, 0)).toBe(all.indexOf(Math.max(...all)))
  })
  fc.assert(property, { seed: 1, numRuns: 300 })
})

it.each([
  ['ports of one host', (i: number) => `127.0.0.1:${8080 + i}`, [0.125, 0.125, 0.125, 0.125, 0.5]],
  ['hosts', (i: number) => `10.0.0.${1 + i}:8080`, [0.2, 0.2, 0.2, 0.2, 0.2]],
])('traefik: shares of %s', (_, addressOf, expected) => {
  const pool = { ...testPool([1, 1, 1, 1, 1]), addresses: [0, 1, 2, 3, 4].map(addressOf) }
  const chooser = startWith(rendezvous, pool, { options: 'flavour=traefik' })
  const counts = [0, 0, 0, 0, 0]
  for (let i = 0; i < 10_000; i++) counts[chooser.pick(client(i), 0)]++
  for (const [i, count] of counts.entries()) expect(Math.abs(count / 10_000 - expected[i])).toBeLessThan(0.03)
})
