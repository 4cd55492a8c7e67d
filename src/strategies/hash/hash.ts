import { createWeightTable } from '../random/weight-table.js'
import { createRotation } from '../rotation/rotation.js'
import type { Chooser, Options, Pool, Strategy } from '../strategy.js'
import { crc32Byte, crc32Of, crc32Start, crc32Text } from './crc32.js'
import { keyKnowledge, keyOption, requestKey } from './request-key.js'

/**
 * nginx `hash KEY`, compatible with Cache::Memcached: the CRC-32 of the key, modulo the sum of all weights. Where weights
 * or the number of backends change, nearly every key moves.
 *
 * Where it leads to an unavailable backend, the key is hashed again behind the number of the rehash, and that is added;
 * after 20 of those the next in turn serves. Unavailable backends keep their share, so a failure moves their keys only.
 * Hashes have 15 bits: of more weight than 32,768 the rest is seldom used.
 */
export const hash: Strategy = {
  name: 'hash',
  aliases: ['hash-plain'],
  summary: 'by the CRC-32 of the key, modulo the sum of weights',
  reference: 'nginx src/http/modules/ngx_http_upstream_hash_module.c (hash KEY)',
  family: 'hash',
  product: 'nginx',
  knows: ['weights', ...keyKnowledge],
  fixedWeights: true,
  options: { key: keyOption },
  start: chooser,
}

/** nginx's own limit. */
const rehashes = 20

/** As `iphash` it replays the walk of earlier tries, which nginx remembers: each costs one rehash that nginx did not count. */
function chooser(pool: Pool, options: Options): Chooser {
  const rotation = createRotation(pool)
  const table = createWeightTable(pool)
  const keyOf = requestKey(options)

  return {
    pick(request) {
      const key = keyOf(request)
      if (pool.size < 2 || key === '') return rotation.pick()
      let sum = 0
      for (let rehash = 0; rehash <= rehashes + request.attempt; rehash++) {
        const state = rehash === 0 ? crc32Start : crc32Number(crc32Start, rehash)
        sum += (crc32Of(crc32Text(state, key)) >>> 16) & 0x7fff
        const backend = table.at(sum % table.total)
        if (pool.available[backend] === 1) return backend
      }
      return rotation.pick()
    },
    answered: rotation.answered,
    changed: table.changed,
  }
}

/** Reads a number's decimal digits. */
function crc32Number(state: number, value: number): number {
  const before = value < 10 ? state : crc32Number(state, Math.floor(value / 10))
  return crc32Byte(before, 48 + (value % 10))
}
