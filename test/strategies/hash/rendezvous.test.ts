import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rendezvous } from '../../../src/strategies/hash/rendezvous.js'
import { anyRequest, startWith, testPool } from '../test-pool.js'

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
