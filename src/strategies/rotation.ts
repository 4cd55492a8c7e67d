import type { Outcome, Pool } from './strategy.js'

/**
 * Smooth weighted round robin, the memory all nginx strategies share: `rr` is nothing else, `lc` breaks ties with it,
 * `random`, `p2c` and `iphash` fall back to it.
 */
export interface Rotation {
  /** The next in turn of all available backends, -1 where there is none. */
  pick(): number
  /**
   * The next in turn of the available backends whose in-flight/weight equals that of `first`. `first` is available,
   * and no earlier backend ties with it.
   */
  pickTied(first: number): number
  /** Lowers the effective weight of a backend that failed, so that it returns gently. Fits `Chooser.answered`. */
  answered(backend: number, outcome: Outcome): void
}

/**
 * Each pick credits every eligible backend with its effective weight and charges the chosen one with the sum of them,
 * so a heavy backend's turns are spread out: 5,1,1 gives a a b a c a a, not a a a a a b c.
 *
 * Source: nginx src/http/ngx_http_upstream_round_robin.c.
 */
export function createRotation(pool: Pool): Rotation {
  // Float64Array: sums of many large weights would overflow 32 bits.
  const current = new Float64Array(pool.size)
  const effective = Float64Array.from(pool.weight)

  function credit(backend: number): number {
    const amount = effective[backend]
    current[backend] += amount
    if (amount < pool.weight[backend]) effective[backend] = amount + 1
    return amount
  }

  return {
    pick() {
      let best = -1
      let total = 0
      for (let i = 0; i < pool.size; i++) {
        if (pool.available[i] === 0) continue
        total += credit(i)
        if (best === -1 || current[i] > current[best]) best = i
      }
      if (best !== -1) current[best] -= total
      return best
    },

    pickTied(first) {
      const { available, inFlight, weight } = pool
      let best = first
      let total = credit(first)
      for (let i = first + 1; i < pool.size; i++) {
        if (available[i] === 0 || inFlight[i] * weight[first] !== inFlight[first] * weight[i]) continue
        total += credit(i)
        if (current[i] > current[best]) best = i
      }
      current[best] -= total
      return best
    },

    answered(backend, outcome) {
      const maxFails = pool.maxFails[backend]
      if (!outcome.failed || maxFails === 0) return
      const step = Math.floor(pool.weight[backend] / maxFails)
      effective[backend] = Math.max(0, effective[backend] - step)
    },
  }
}
