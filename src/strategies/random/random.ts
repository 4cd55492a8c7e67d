import { createRotation } from '../rotation/rotation.js'
import type { Strategy } from '../strategy.js'
import { createWeightTable } from './weight-table.js'

/** nginx counts to this before it gives up drawing and takes the next in turn. */
const redraws = 20

/**
 * nginx `random`: a weighted draw, repeated while it hits an unavailable backend. nginx shares its 20 redraws among all
 * tries of a request; here each try has its own, which no share of picks can show.
 */
export const random: Strategy = {
  name: 'random',
  aliases: ['rand'],
  summary: 'a weighted draw, blind to load',
  reference: 'nginx src/http/modules/ngx_http_upstream_random_module.c',
  family: 'random',
  product: 'nginx',
  knows: ['weights'],
  start(pool, _options, chance) {
    const rotation = createRotation(pool)
    const table = createWeightTable(pool)
    return {
      pick() {
        if (pool.size < 2) return rotation.pick()
        for (let draw = 0; draw <= redraws; draw++) {
          const backend = table.at(chance.below(table.total))
          if (pool.available[backend] === 1) return backend
        }
        return rotation.pick()
      },
      answered: rotation.answered,
      changed: table.changed,
    }
  },
}
