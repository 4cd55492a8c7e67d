import type { Random } from './random.js'
import type { HotStretch } from './traffic.js'

/** Columns of a workload, in which rows come in order of time. */
interface Columns {
  readonly dueMs: Float64Array
  readonly client: Int32Array
}

/**
 * Makes requests that are due in a hot stretch client 0's, each with the probability of its share; to be called with block
 * after block of rows. A number is drawn for a row in such a stretch, and for no other.
 */
export function heater(hot: readonly HotStretch[], columns: Columns, random: Random): (size: number) => void {
  let at = 0
  return size => {
    const { dueMs, client } = columns
    for (let row = 0; row < size; row++) {
      while (at < hot.length && hot[at]!.toMs <= dueMs[row]!) at++
      const stretch = hot[at]
      if (stretch === undefined) return
      if (stretch.fromMs <= dueMs[row]! && random.next() < stretch.share) client[row] = 0
    }
  }
}
