import type { Pool } from '../strategy.js'

/**
 * The backends laid end to end, each as long as its weight: a point on that line belongs to one backend. Unavailable
 * backends keep their place, so one that fails moves nobody else's points.
 */
export interface WeightTable {
  /** Length of the line: the sum of all weights. */
  readonly total: number
  /** The backend at `point`, a whole number in [0, total). Takes O(log n), and O(1) where all weights are equal. */
  at(point: number): number
  /** If the weight of this backend is another now, the line is laid anew, in O(n), when a point is next asked for. */
  changed(backend: number): void
}

/** Source: the ranges of nginx src/http/modules/ngx_http_upstream_random_module.c; ip_hash walks the same line. */
export function createWeightTable(pool: Pool): WeightTable {
  const { size, weight } = pool
  const known = Int32Array.from(weight)
  /** Where each backend begins, and behind the last its end. */
  const starts = new Float64Array(size + 1)
  /** What all weigh, 0 where they differ. */
  let common = 0
  let laid = false

  const table = { total: weight.reduce((sum, each) => sum + each, 0), at, changed }

  function lay(): void {
    laid = true
    common = known[0]
    for (let i = 0; i < size; i++) {
      starts[i + 1] = starts[i] + known[i]
      if (known[i] !== common) common = 0
    }
  }

  function at(point: number): number {
    if (!laid) lay()
    if (common === 1) return point
    return common === 0 ? search(starts, point) : Math.floor(point / common)
  }

  function changed(backend: number): void {
    const difference = weight[backend] - known[backend]
    if (difference === 0) return
    known[backend] += difference
    table.total += difference
    laid = false
  }

  lay()
  return table
}

/** The last backend that begins at or before the point: weights are positive, so no two begin at the same. */
function search(starts: Float64Array, point: number): number {
  let low = 0
  let high = starts.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (point < starts[middle]) high = middle
    else low = middle
  }
  return low
}
