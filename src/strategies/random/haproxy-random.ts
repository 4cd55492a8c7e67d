import { HaproxyRing } from '../hash/haproxy-ring.js'
import type { Strategy } from '../strategy.js'

/**
 * HAProxy `balance random(draws)`, its default since 3.3: each draw is a point on the ring of its consistent hashes, so
 * the ring's uneven shares show; at weight 100 they hardly do. A later draw wins unless it has strictly more requests in
 * flight per weight; newer versions break ties by the rate of the last second.
 *
 * HAProxy avoids on a retry the server tried last, by going on clockwise; here all tried.
 */
export const haproxyRandom: Strategy = {
  name: 'haproxy-random',
  aliases: ['random-draws'],
  summary: 'the less loaded of some random points on a ring',
  reference: 'haproxy src/backend.c (get_server_rnd), src/lb_chash.c',
  family: 'random',
  product: 'HAProxy 2.6',
  knows: ['weights', 'in flight'],
  options: {
    draws: { summary: 'points to draw', default: 2, min: 1, max: 1000, integer: true },
  },
  start(pool, { draws }, chance) {
    const { inFlight, weight } = pool
    const ring = new HaproxyRing(pool)
    return {
      pick() {
        let best = -1
        for (let draw = 0; draw < Number(draws); draw++) {
          const drawn = ring.at(Math.floor(chance.next() * 4294967296))
          if (drawn === -1) return -1
          if (best === -1 || inFlight[drawn] * weight[best] <= inFlight[best] * weight[drawn]) best = drawn
        }
        return best
      },
      changed: ring.changed,
    }
  },
}
