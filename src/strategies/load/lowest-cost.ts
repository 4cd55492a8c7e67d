import { IndexedHeap } from '../indexed-heap.js'
import type { Chooser, Pool } from '../strategy.js'

/**
 * The available backend of the lowest cost, the first of several; what a cost says of a backend may change with its
 * weight and its requests in flight, and with nothing else. A pick takes O(1), everything else O(log n).
 */
export function pickLowestCost(pool: Pool, costOf: (backend: number) => number): Chooser {
  const heap = new IndexedHeap(new Int32Array(pool.size))
  const listed = new Uint8Array(pool.size)

  function file(backend: number): void {
    const before = listed[backend]
    const after = pool.available[backend]
    listed[backend] = after
    if (before === 1 && after === 1) heap.move(backend, costOf(backend))
    else if (after === 1) heap.add(backend, costOf(backend))
    else if (before === 1) heap.remove(backend)
  }

  for (let i = 0; i < pool.size; i++) file(i)
  return { pick: () => heap.first, sent: file, answered: file, changed: file }
}
