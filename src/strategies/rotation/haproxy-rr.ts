import type { Pool, Strategy } from '../strategy.js'
import { WeightPositions } from './weight-positions.js'

/**
 * HAProxy `balance roundrobin`: the next turn of each backend is as far behind its last one as its weight makes it. Picks
 * in O(log n).
 *
 * A backend that is unavailable for whatever reason counts as down: it comes back at a place of its own, and the others
 * have theirs by the weights that are left. HAProxy only does so where a server is marked down; one that is full, or that
 * a retry avoids, it passes over.
 */
export const haproxyRr: Strategy = {
  name: 'haproxy-rr',
  aliases: ['haproxy-roundrobin', 'fwrr'],
  summary: "HAProxy's round robin: each in its turn by weight, blind to load",
  reference: 'HAProxy 2.6 src/lb_fwrr.c',
  family: 'rotation',
  product: 'HAProxy 2.6',
  knows: ['weights'],
  start(pool) {
    const positions = new WeightPositions(pool.size)
    /** The weight under which each is in turn, 0 where it is not. */
    const weights = new Int32Array(pool.size)
    for (let i = 0; i < pool.size; i++) {
      weights[i] = pool.available[i] === 1 ? effectiveWeight(pool, i) : 0
      if (weights[i] > 0) positions.begin(i, weights[i])
    }
    return {
      pick: () => positions.take(),
      changed(backend) {
        const before = weights[backend]
        const after = pool.available[backend] === 1 ? effectiveWeight(pool, backend) : 0
        if (before === after) return
        weights[backend] = after
        if (before === 0) positions.join(backend, after)
        else if (after === 0) positions.leave(backend)
        else positions.reweigh(backend, after)
      },
    }
  },
}

/** A configured weight of 1 is 16 to HAProxy, so that slow start has steps. */
function effectiveWeight({ weight, weightScale }: Pool, backend: number): number {
  return Math.max(1, Math.floor((16 * weight[backend]) / weightScale))
}
