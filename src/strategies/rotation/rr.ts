import type { Strategy } from '../strategy.js'
import { createRotation } from './rotation.js'
import { indexRotation } from './rotation-index.js'

/**
 * nginx's default: every backend in its turn, a heavier one more often, a failed one less often until it recovers.
 * A pick takes O(distinct weights + log n), and O(distinct weights) while nobody comes or goes.
 */
export const rr: Strategy = {
  name: 'rr',
  aliases: ['round_robin', 'round-robin', 'roundrobin'],
  summary: 'smooth weighted round robin: each in its turn, blind to load',
  reference: 'nginx src/http/ngx_http_upstream_round_robin.c',
  family: 'rotation',
  product: 'nginx',
  knows: ['weights', 'failures'],
  start(pool) {
    if (new Set(pool.weight).size <= pool.size / fewWeights) return indexRotation(pool)
    const rotation = createRotation(pool)
    return { pick: rotation.pick, answered: rotation.answered, changed: rotation.changed }
  },
}

/** At the beginning: weights that change only make the other way the quicker one. With fewer backends a weight, looking at all is quicker: measured on Node 20, 45 against 75 ns a request at 2. */
const fewWeights = 4
