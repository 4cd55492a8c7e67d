import type { Random } from '../../model/random.js'
import { createRotation } from '../rotation/rotation.js'
import type { Outcome, Pool } from '../strategy.js'
import { createWeightTable } from './weight-table.js'

/** nginx counts to this before it gives up drawing and takes the next in turn. */
const redraws = 20

/** A chooser in all but name, to be built upon; `answered` and `changed` fit the hooks of one. */
export interface WeightedDraw {
  /** -1 where none is available. */
  pick(): number
  answered(backend: number, outcome: Outcome): void
  changed(backend: number): void
}

/**
 * A weighted draw, repeated while it hits an unavailable backend. nginx shares its 20 redraws among all tries of a
 * request; here each try has its own, which no share of picks can show.
 *
 * Source: nginx src/http/modules/ngx_http_upstream_random_module.c
 */
export function createWeightedDraw(pool: Pool, chance: Random): WeightedDraw {
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
    changed(backend) {
      table.changed(backend)
      rotation.changed(backend)
    },
  }
}
