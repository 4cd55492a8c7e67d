import type { OptionSpec, Options, Strategy } from '../strategy.js'
import { avalanche, type HashFunction, hashFunctions } from './haproxy-hashes.js'
import { createHaproxyMap } from './haproxy-map.js'
import { keyKnowledge, keyOption, requestKey } from './request-key.js'

/** HAProxy's `hash-type`: the function, and whether its bits are mixed afterwards. */
export const functionOption: OptionSpec = {
  summary: 'hash function',
  default: 'sdbm',
  values: Object.keys(hashFunctions),
}

/** The function these options name, with its avalanche where they want it. */
export function hashFunctionOf(options: Options): HashFunction {
  const hash = hashFunctions[String(options.function)]
  return options.avalanche === true ? text => avalanche(hash(text)) : hash
}

/**
 * HAProxy `balance hdr()`, `uri`, `url_param` or `hash`, with its default `hash-type map-based`: the hash of the key,
 * modulo a map of all servers by weight. Where a server goes down or comes up almost every key moves.
 *
 * Weights that change at run time do nothing, as in HAProxy. Requests without a key take turns. HAProxy sends a retry to
 * the same server as long as that is up; here it goes to the next of the map that the request has not tried.
 */
export const haproxyHash: Strategy = {
  name: 'haproxy-hash',
  aliases: ['hash-map', 'map-based'],
  summary: 'by a hash of the key, modulo a map of the servers by weight',
  reference: 'haproxy src/hash.c, src/lb_map.c, src/backend.c',
  family: 'hash',
  product: 'HAProxy 2.6',
  knows: ['weights', ...keyKnowledge],
  fixedWeights: true,
  options: {
    key: keyOption,
    function: functionOption,
    avalanche: { summary: 'mix the bits of the hash', default: false },
  },
  start(pool, options) {
    const servers = createHaproxyMap(pool)
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
