import type { Outcome, Pool } from '../strategy.js'
import { effectiveWeights, recovered } from './effective-weight.js'

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
  /** The next in turn of the available backends of a chain: `first`, `next[first]`, and so on until -1; ascending. */
  pickOf(first: number, next: Int32Array): number
  /** The next in turn of these: bit i is backend i. All are available, at least one is set. */
  pickMasked(mask: number): number
  /** Lowers the effective weight of a backend that failed, so that it returns gently. Fits `Chooser.answered`. */
  answered(backend: number, outcome: Outcome): void
  /** Takes up the weight of a backend, which may have changed. Fits `Chooser.changed`. */
  changed(backend: number): void
}

/**
 * Each pick credits every eligible backend with its effective weight and charges the chosen one with the sum of them,
 * so a heavy backend's turns are spread out: 5,1,1 gives a a b a c a a, not a a a a a b c.
 *
 * Source: nginx src/http/ngx_http_upstream_round_robin.c.
 */
export function createRotation(pool: Pool): Rotation {
  const { size, available, inFlight, weight } = pool
  // Float64Array: sums of many large weights would overflow 32 bits.
  const current = new Float64Array(size)
  const weights = effectiveWeights(pool)
  const effective = weights.values

  function credit(backend: number): number {
    const amount = effective[backend]
    current[backend] += amount
    if (amount < weight[backend]) effective[backend] = recovered(pool, backend, amount)
    return amount
  }

  return {
    pick() {
      let best = -1
      let total = 0
      for (let i = 0; i < size; i++) {
        if (available[i] === 0) continue
        total += credit(i)
        if (best === -1 || current[i] > current[best]) best = i
      }
      if (best !== -1) current[best] -= total
      return best
    },

    pickTied(first) {
      let best = first
      let total = credit(first)
      for (let i = first + 1; i < size; i++) {
        if (available[i] === 0 || inFlight[i] * weight[first] !== inFlight[first] * weight[i]) continue
        total += credit(i)
        if (current[i] > current[best]) best = i
      }
      current[best] -= total
      return best
    },

    pickOf(first, next) {
      let best = -1
      let total = 0
      for (let i = first; i !== -1; i = next[i]) {
        if (available[i] === 0) continue
        total += credit(i)
        if (best === -1 || current[i] > current[best]) best = i
      }
      if (best !== -1) current[best] -= total
      return best
    },

    pickMasked(mask) {
      let best = 31 - Math.clz32(mask & -mask)
      let total = 0
      for (let left = mask; left !== 0; left &= left - 1) {
        const i = 31 - Math.clz32(left & -left)
        total += credit(i)
        if (current[i] > current[best]) best = i
      }
      current[best] -= total
      return best
    },

    answered: weights.answered,
    changed: weights.changed,
  }
}
