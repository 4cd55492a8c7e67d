import { LbbenchError } from '../../errors.js'
import type { Strategy } from '../strategy.js'
import { boundedEnvoy } from './bounded-envoy.js'
import { boundedHaproxy } from './bounded-haproxy.js'
import { ringSizeOptions } from './envoy-ring.js'
import { functionOption } from './haproxy-hash.js'
import { keyKnowledge, keyOption } from './request-key.js'

/**
 * Consistent hashing with bounded loads (Mirrokni, Thorup, Zadimoghaddam, arXiv 1608.01350): no backend gets more than
 * `factor` percent of the average number of requests in flight; what is over goes elsewhere, for a key always to the
 * same places in the same order. `flavour` says by whose rules: they differ in how many a backend may have, and in where
 * the others go.
 */
export const bounded: Strategy = {
  name: 'bounded',
  aliases: ['bounded-load', 'bounded-chash', 'hash-balance-factor'],
  summary: 'consistent hash; a backend with its share of load passes on',
  reference: 'arXiv 1608.01350; haproxy src/lb_chash.c; envoy common/thread_aware_lb_impl.cc',
  family: 'hash',
  product: 'HAProxy 2.6, Envoy',
  knows: ['weights', 'in flight', ...keyKnowledge],
  options: {
    key: keyOption,
    flavour: { summary: 'whose rules', default: 'haproxy', values: ['haproxy', 'envoy'] },
    factor: { summary: 'most load a backend may have, % of the average', default: 125, min: 100, integer: true },
    function: { ...functionOption, summary: 'hash function (haproxy)' },
    avalanche: { summary: 'mix the bits of the hash (haproxy)', default: true },
    minSize: { ...ringSizeOptions.minSize, summary: 'points on the ring, at least (envoy)' },
    maxSize: { ...ringSizeOptions.maxSize, summary: 'points on the ring, at most (envoy)' },
  },
  start(pool, options, chance) {
    if (options.flavour === 'envoy') return boundedEnvoy(pool, options, chance)
    if (options.factor === 100) throw new LbbenchError('USAGE', 'HAProxy takes a factor above 100 only, or none')
    return boundedHaproxy(pool, options)
  },
}
