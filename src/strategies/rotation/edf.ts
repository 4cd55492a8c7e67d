import type { Strategy } from '../strategy.js'
import { edfUnlessAlike, seeds } from './edf-unless-alike.js'

/**
 * Envoy's round robin: equal weights go by index, others by earliest deadline. O(log n).
 *
 * Envoy begins where chance wants it, each worker elsewhere: at any index, or after up to n - 1 turns; `offset=random`
 * does so, the default begins at the beginning.
 */
export const edf: Strategy = {
  name: 'edf',
  aliases: ['envoy-rr', 'envoy-round-robin', 'envoy_round_robin'],
  summary: "Envoy's round robin: earliest deadline first by weight, blind to load",
  reference: 'Envoy load_balancing_policies/round_robin, source/common/upstream/edf_scheduler.h',
  family: 'rotation',
  product: 'Envoy',
  knows: ['weights'],
  options: {
    offset: { summary: 'where it begins: 0, or random as in Envoy', default: '0', values: ['0', 'random'] },
  },
  start(pool, options, chance) {
    const seed = options.offset === 'random' ? chance.below(seeds) : 0
    let index = seed
    return edfUnlessAlike(pool, {
      weightOf: backend => pool.weight[backend],
      pickAlike: available => available.at(index++ % available.size),
      seed,
    })
  },
}
