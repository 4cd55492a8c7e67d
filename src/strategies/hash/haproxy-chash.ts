import type { Strategy } from '../strategy.js'
import { functionOption, hashFunctionOf } from './haproxy-hash.js'
import { HaproxyRing } from './haproxy-ring.js'
import { keyKnowledge, keyOption, requestKey } from './request-key.js'

/**
 * HAProxy `balance hdr()`, `uri`, `url_param` or `hash` with `hash-type consistent`: the node of the ring that is nearest
 * to the hash of the key, on either side. A server that goes down moves only its own keys.
 *
 * A retry goes clockwise from there, to the first server that the request has not tried; HAProxy avoids the one tried
 * last only. Without `avalanche` similar keys have similar hashes and land on one server: a bare `hash-type consistent`
 * has it, `hash-type consistent sdbm` does not.
 */
export const haproxyChash: Strategy = {
  name: 'haproxy-chash',
  aliases: ['haproxy-consistent'],
  summary: 'by a hash of the key, nearest node on a ring of 16 a weight',
  reference: 'haproxy src/hash.c, src/lb_chash.c, src/backend.c',
  family: 'hash',
  product: 'HAProxy 2.6',
  knows: ['weights', ...keyKnowledge],
  options: {
    key: keyOption,
    function: functionOption,
    avalanche: { summary: 'mix the bits of the hash', default: true },
  },
  start(pool, options) {
    const servers = new HaproxyRing(pool)
    const [keyOf, hashOf] = [requestKey(options), hashFunctionOf(options)]
    return {
      pick(request) {
        const key = keyOf(request)
        return key === '' ? servers.next() : servers.at(hashOf(key))
      },
      changed: servers.changed,
    }
  },
}
