import { AvailableList } from '../available-list.js'
import type { Pool, Strategy } from '../strategy.js'
import { layWeightMap } from './weight-map.js'
import { greatestCommonDivisor } from './weight-tree.js'

/**
 * HAProxy `balance static-rr`: a map of turns is laid out by weight and walked round and round. It is laid anew before the
 * pick after any backend went down or came back, in O(turns log n), and the walk goes on at the same turn; between that a
 * pick takes O(1). Where all that are available weigh the same the map is a list, which needs no laying: O(log n).
 *
 * The weights are those of the beginning, as in HAProxy, which refuses to change them.
 */
export const staticRr: Strategy = {
  name: 'static-rr',
  aliases: ['static_rr', 'haproxy-static-rr'],
  summary: "HAProxy's fixed map of turns by weight, blind to load",
  reference: 'HAProxy 2.6 src/lb_map.c',
  family: 'rotation',
  product: 'HAProxy 2.6',
  knows: ['weights'],
  fixedWeights: true,
  start(pool) {
    const weights = reduced(pool.weight)
    const list = new AvailableList(pool)
    const census = new Census(pool, weights)
    let map: Int32Array | undefined
    let turn = 0
    return {
      pick() {
        if (list.size === 0) return -1
        if (turn >= census.turns) turn = 0
        const now = turn++
        if (census.alike) return list.at(now % list.size)
        map ??= layWeightMap(
          Array.from({ length: list.size }, (_, i) => list.at(i)),
          weights,
        )
        return map[now]
      },
      changed(backend) {
        map = undefined
        list.changed(backend)
        census.changed(backend)
      },
    }
  },
}

/** Divided by the greatest common divisor of all, whoever is down. */
function reduced(weights: Int32Array): Int32Array {
  const divisor = weights.reduce((divisor, weight) => greatestCommonDivisor(divisor, weight), 0)
  return weights.map(weight => weight / divisor)
}

/** How many turns the available backends have, and whether all have as many. */
class Census {
  turns = 0
  readonly #pool: Pool
  readonly #weights: Int32Array
  readonly #counted: Uint8Array
  /** How many have so many turns. */
  readonly #counts = new Map<number, number>()

  constructor(pool: Pool, weights: Int32Array) {
    this.#pool = pool
    this.#weights = weights
    this.#counted = new Uint8Array(pool.size)
    for (let i = 0; i < pool.size; i++) this.changed(i)
  }

  get alike(): boolean {
    return this.#counts.size < 2
  }

  changed(backend: number): void {
    const difference = this.#pool.available[backend] - this.#counted[backend]
    if (difference === 0) return
    this.#counted[backend] = this.#pool.available[backend]
    const weight = this.#weights[backend]
    this.turns += difference * weight
    const count = (this.#counts.get(weight) ?? 0) + difference
    if (count === 0) this.#counts.delete(weight)
    else this.#counts.set(weight, count)
  }
}
