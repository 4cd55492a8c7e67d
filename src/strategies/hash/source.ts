import type { Chooser, Options, Pool, Strategy } from '../strategy.js'
import { avalanche } from './haproxy-hashes.js'
import { createHaproxyMap } from './haproxy-map.js'
import { HaproxyRing } from './haproxy-ring.js'
import { readIpAddress } from './ip-address.js'

/**
 * HAProxy `balance source`: by the XOR of the 32-bit words of the client's address, so of IPv4 all four octets count.
 * `type` is its `hash-type`: `map` moves almost every client where a server goes down, `consistent` that server's only.
 *
 * HAProxy changes no weights of a map at run time, and neither do we; a ring follows them. Clients without an IP address
 * take turns. HAProxy avoids on a retry only the server tried last, and with a map not even that; here all tried.
 */
export const source: Strategy = {
  name: 'source',
  aliases: ['haproxy-source', 'source-hash'],
  summary: "by the client's address: XOR of its 32-bit words, on a map or a ring",
  reference: 'haproxy src/backend.c (get_server_sh), src/lb_map.c, src/lb_chash.c',
  family: 'hash',
  product: 'HAProxy 2.6',
  knows: ['weights', 'client'],
  options: {
    type: { summary: 'how a hash leads to a server', default: 'map', values: ['map', 'consistent'] },
    avalanche: {
      summary: 'mix the bits of the hash; auto: as HAProxy, on a ring only',
      default: 'auto',
      values: ['auto', 'true', 'false'],
    },
  },
  start: chooser,
}

function chooser(pool: Pool, options: Options): Chooser {
  const isRing = options.type === 'consistent'
  const mixes = options.avalanche === 'auto' ? isRing : options.avalanche === 'true'
  const servers = isRing ? new HaproxyRing(pool) : createHaproxyMap(pool)
  const address = new Uint8Array(16)

  return {
    pick({ client }) {
      const length = readIpAddress(client, address)
      if (length === 0) return servers.next()
      const hash = xorOfWords(address, length)
      return servers.at(mixes ? avalanche(hash) : hash)
    },
    changed: servers.changed,
  }
}

/** In [0, 2^32). */
function xorOfWords(bytes: Uint8Array, length: number): number {
  let hash = 0
  for (let i = 0; i < length; i += 4) {
    hash ^= (bytes[i] << 24) | (bytes[i + 1] << 16) | (bytes[i + 2] << 8) | bytes[i + 3]
  }
  return hash >>> 0
}
