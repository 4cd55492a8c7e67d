import type { Strategy } from '../strategy.js'
import { envoyHashOf } from './envoy-hash.js'
import { createEnvoyRing, ringSizeOptions } from './envoy-ring.js'
import { keyKnowledge, keyOption, requestKey } from './request-key.js'

/**
 * Envoy `ring_hash`: the key's xxHash64 leads to the point at or behind it on a ring of some 1024 points. The ring is laid
 * out over the hosts that are up, at each change of health, and then moves more keys than the lost host's: with five
 * equal hosts 31 % instead of 19 %.
 *
 * A retry goes on from point to point to a host that the request has not tried, as Envoy with the retry host predicate
 * `previous_hosts`; without that Envoy may choose the same host again. A request without a key goes anywhere, by chance.
 */
export const ring: Strategy = {
  name: 'ring',
  aliases: ['ring-hash', 'ring_hash', 'envoy-ring'],
  summary: "by the key's xxHash64 on a ring of some 1024 points",
  reference: 'envoy source/extensions/load_balancing_policies/ring_hash/ring_hash_lb.cc',
  family: 'hash',
  product: 'Envoy',
  knows: ['weights', ...keyKnowledge],
  fixedWeights: true,
  options: { key: keyOption, ...ringSizeOptions },
  start(pool, options, chance) {
    const points = createEnvoyRing(pool, options)
    const hashOf = envoyHashOf(requestKey(options), chance)
    return {
      pick: request => points.at(hashOf(request)),
      changed: points.changed,
    }
  },
}
