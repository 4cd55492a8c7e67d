import { createRotation } from '../rotation/rotation.js'
import type { Chooser, Options, Pool, Strategy } from '../strategy.js'
import { crc32Of, crc32Start, crc32Text } from './crc32.js'
import { createHashRing } from './hash-ring.js'
import { keyKnowledge, keyOption, requestKey } from './request-key.js'

/**
 * nginx `hash KEY consistent`: a key goes to the first point on a ring behind its CRC-32. The key is the client's address
 * as text, unless it is to be the path. A backend that comes or goes moves only the keys of its own points; shares are uneven, by some 8 % at 160
 * points a backend (standard deviation 1 / sqrt(160)).
 *
 * Where a point's backend is unavailable the next point serves, so a failed backend's keys are spread over all
 * others; after 20 points the next in turn. Backends with one address share its points by turns.
 *
 * nginx remembers for each request which point it had come to. A chooser keeps nothing about single requests, so a retry
 * walks from the beginning: over the same points, for what was tried counts as unavailable. The two differ only where a
 * ban ends between two tries of one request. An IPv6 address is hashed as it is written; nginx writes it anew.
 */
export const chash: Strategy = {
  name: 'chash',
  aliases: ['consistent-hash', 'consistent_hash', 'hash-consistent', 'hash_consistent', 'ketama'],
  summary: 'by the key, on a ring of 160 points a weight (ketama)',
  reference: 'nginx src/http/modules/ngx_http_upstream_hash_module.c (hash KEY consistent)',
  family: 'hash',
  product: 'nginx',
  knows: ['weights', ...keyKnowledge],
  fixedWeights: true,
  options: { key: keyOption },
  start: chooser,
}

/** nginx's own limit. */
const furtherPoints = 20

function chooser(pool: Pool, options: Options): Chooser {
  const rotation = createRotation(pool)
  const ring = createHashRing(pool)
  const alike = chainsOf(pool.addresses)
  const keyOf = requestKey(options)

  return {
    pick(request) {
      const key = keyOf(request)
      if (pool.size < 2 || key === '') return rotation.pick()
      let point = ring.find(crc32Of(crc32Text(crc32Start, key)))
      for (let walk = 0; walk <= furtherPoints; walk++) {
        const backend = rotation.pickOf(ring.owner(point), alike)
        if (backend !== -1) return backend
        point = point + 1 === ring.size ? 0 : point + 1
      }
      return rotation.pick()
    },
    answered: rotation.answered,
  }
}

/** For each backend the next with the same address, -1 where there is none. */
function chainsOf(addresses: readonly string[]): Int32Array {
  const next = new Int32Array(addresses.length).fill(-1)
  const lastOf = new Map<string, number>()
  addresses.forEach((address, i) => {
    const last = lastOf.get(address)
    if (last !== undefined) next[last] = i
    lastOf.set(address, i)
  })
  return next
}
