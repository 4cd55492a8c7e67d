import type { Pool } from './strategy.js'

/**
 * The backends laid end to end, each as long as its weight: a point on that line belongs to one backend. Unavailable
 * backends keep their place, so one that fails moves nobody else's points.
 */
export interface WeightTable {
  /** Length of the line: the sum of all weights. */
  readonly total: number
  /** The backend at `point`, a whole number in [0, total). Takes O(log n). */
  at(point: number): number
  /** Reads the weights again after they changed. */
  refresh(): void
}

/** Source: the ranges of nginx src/http/modules/ngx_http_upstream_random_module.c; ip_hash walks the same line. */
export function createWeightTable(pool: Pool): WeightTable {
  const starts = new Float64Array(pool.size)
  const table = { total: 0, at, refresh }

  function refresh(): void {
    let total = 0
    for (let i = 0; i < pool.size; i++) {
      starts[i] = total
      total += pool.weight[i]
    }
    table.total = total
  }

  function at(point: number): number {
    let low = 0
    let high = pool.size
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (point < starts[middle]) high = middle
      else low = middle
    }
    return low
  }

  refresh()
  return table
}
