import { createRotation } from './rotation.js'
import type { Strategy } from './strategy.js'

/** nginx's default: every backend in its turn, a heavier one more often, a failed one less often until it recovers. */
export const rr: Strategy = {
  name: 'rr',
  aliases: ['round_robin', 'round-robin', 'roundrobin'],
  summary: 'smooth weighted round robin: each in its turn, blind to load',
  reference: 'nginx src/http/ngx_http_upstream_round_robin.c',
  family: 'rotation',
  start(pool) {
    const rotation = createRotation(pool)
    return { pick: rotation.pick, answered: rotation.answered }
  },
}
