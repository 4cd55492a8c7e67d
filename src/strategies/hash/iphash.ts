import { createWeightTable } from '../random/weight-table.js'
import { createRotation } from '../rotation/rotation.js'
import type { Chooser, Pool, Strategy } from '../strategy.js'
import { readIpAddress } from './ip-address.js'

/**
 * nginx `ip_hash`: a client stays with its backend. Of an IPv4 address only the first three octets count, so a whole
 * /24 is one client (on loopback: everybody); of IPv6 all 16 bytes; anything else is one client too.
 *
 * Hashes are smaller than 6271, so of more weight than that the rest is never used.
 *
 * Where the hash leads to an unavailable backend, the same bytes are hashed on from the state reached, which leads
 * elsewhere; after 20 of those the next in turn serves. Unavailable backends keep their share of the hash space, so a
 * failure moves only the clients of the failed backend.
 */
export const iphash: Strategy = {
  name: 'iphash',
  aliases: ['ip_hash', 'ip-hash'],
  summary: "by the client's address: first three octets of IPv4, all of IPv6",
  reference: 'nginx src/http/modules/ngx_http_upstream_ip_hash_module.c',
  family: 'hash',
  product: 'nginx',
  knows: ['weights', 'client'],
  fixedWeights: true,
  start: chooser,
}

/** nginx's own limit and constants. */
const rehashes = 20
const initialHash = 89
const multiplier = 113
const modulus = 6271

/**
 * nginx remembers, for each request, the hash state and how many rehashes it has used, and goes on from there when the
 * request is retried. A chooser keeps nothing about single requests, so this replays the walk from its beginning: what
 * was unavailable then is so now, and what was tried since counts as unavailable, so the walk arrives where nginx
 * would go on. Each earlier try costs the replay one rehash that nginx did not count, hence `rehashes + attempt`.
 * The two differ only where a ban ends between two tries of one request, or where a try was already by turns.
 */
function chooser(pool: Pool): Chooser {
  const rotation = createRotation(pool)
  const table = createWeightTable(pool)
  const address = new Uint8Array(16)

  return {
    pick({ client, attempt }) {
      if (pool.size < 2) return rotation.pick()
      const length = readClient(client, address)
      let hash = initialHash
      for (let walk = 0; walk <= rehashes + attempt; walk++) {
        for (let i = 0; i < length; i++) hash = (hash * multiplier + address[i]) % modulus
        const backend = table.at(hash % table.total)
        if (pool.available[backend] === 1) return backend
      }
      return rotation.pick()
    },
    answered: rotation.answered,
    changed: table.changed,
  }
}

/** The part of the address that is hashed, in `bytes`; its length is returned. Reading costs less than a cache's lookup. */
function readClient(client: string, bytes: Uint8Array): number {
  const length = readIpAddress(client, bytes)
  if (length === 0) bytes.fill(0, 0, 3)
  return length === 16 ? 16 : 3
}
