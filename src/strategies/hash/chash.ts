import { createRotation } from '../rotation/rotation.js'
import type { Chooser, Pool, Strategy } from '../strategy.js'
import { crc32Of, crc32Start, crc32Text } from './crc32.js'
import { createHashRing } from './hash-ring.js'

/**
 * nginx `hash $remote_addr consistent`: a client goes to the first point on a ring behind the CRC-32 of its address, as
 * text. A backend that comes or goes moves only the clients of its own points; shares are uneven, by some 8 % at 160
 * points a backend (standard deviation 1 / sqrt(160)).
 *
 * Where a point's backend is unavailable the next point serves, so a failed backend's clients are spread over all
 * others; after 20 points the next in turn. Backends with one address share its points by turns.
 *
 * nginx remembers for each request which point it had come to. A chooser keeps nothing about single requests, so a retry
 * walks from the beginning: over the same points, for what was tried counts as unavailable. The two differ only where a
 * ban ends between two tries of one request. An IPv6 address is hashed as it is written; nginx writes it anew.
 */
export const chash: Strategy = {
  name: 'chash',
  aliases: [
    'consistent-hash',
    'consistent_hash',
    'hash-consistent',
    'hash_consistent',
    'ketama',
    'ring-hash',
    'ring_hash',
  ],
  summary: "by the client's address on a ring of 160 points a weight (ketama)",
  reference: 'nginx src/http/modules/ngx_http_upstream_hash_module.c (hash $remote_addr consistent)',
  family: 'hash',
  product: 'nginx',
  knows: ['weights', 'client'],
  fixedWeights: true,
  start: chooser,
}

/** nginx's own limit. */
const furtherPoints = 20

function chooser(pool: Pool): Chooser {
  const rotation = createRotation(pool)
  const ring = createHashRing(pool)
  const alike = chainsOf(pool.addresses)

  return {
    pick({ client }) {
      if (pool.size < 2 || client === '') return rotation.pick()
      let point = ring.find(crc32Of(crc32Text(crc32Start, client)))
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
