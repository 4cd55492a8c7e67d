import type { Chooser, Pool } from '../strategy.js'
import { TurnColumns, TurnQueue } from './turn-queue.js'
import { Turns } from './turns.js'
import { WeightKinds } from './weight-kinds.js'

/**
 * The picks of `createRotation`, one by one, without looking at each backend: O(distinct weights + log n), and
 * O(distinct weights) while nobody comes or goes. Backends that regain their weight are looked at one by one.
 */
export function indexRotation(pool: Pool): Chooser {
  const columns = new TurnColumns(pool.size)
  const kinds = new WeightKinds(pool, weight => new TurnQueue(columns, weight))
  const queues = kinds.list
  const turns = new Turns(pool, {
    add: (backend, value) => kinds.of(backend).add(backend, value),
    remove: backend => kinds.of(backend).remove(backend),
    reweigh: backend => kinds.changed(backend),
  })

  return {
    pick() {
      turns.begin()
      for (let i = 0; i < queues.length; i++) turns.credit(queues[i])
      for (let i = turns.asideCount - 1; i >= 0; i--) turns.creditAside(i)
      return turns.elected()
    },
    answered: (backend, outcome) => turns.answered(backend, outcome),
    changed: backend => turns.changed(backend),
  }
}
