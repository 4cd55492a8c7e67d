import { IndexedHeap } from '../indexed-heap.js'

/**
 * HAProxy's map of turns: `total` slots, in which each of `backends` (ascending) has as many as its weight. For each slot
 * every score grows by the weight, and the first backend whose score is in the highest multiple of the total (0, 1, 2)
 * gets the slot and pays the total. O(total log n): the backends wait in a heap a multiple, and change over when their
 * score, which is known in advance, gets there.
 *
 * Source: HAProxy 2.6 src/lb_map.c (recalc_server_map).
 */
export function layWeightMap(backends: readonly number[], weights: ArrayLike<number>): Int32Array {
  const total = backends.reduce((sum, backend) => sum + weights[backend], 0)
  const map = new Int32Array(total)
  const size = backends.length === 0 ? 0 : backends[backends.length - 1] + 1
  const paid = new Float64Array(size)
  /** In which multiple each is; its score in slot k is (k + 1) * weight - paid. */
  const levels = new Uint8Array(size)
  const places = new Int32Array(size)
  const heaps = [new IndexedHeap(places), new IndexedHeap(places), new IndexedHeap(places), new IndexedHeap(places)]
  /** By the slot in which each gets to the next multiple. */
  const rises = new IndexedHeap(new Int32Array(size))

  const scoreAt = (slot: number, backend: number) => (slot + 1) * weights[backend] - paid[backend]
  // C cuts off towards zero: a score below -total counts as 0 like those above it.
  const levelAt = (slot: number, backend: number) => Math.max(0, Math.trunc((scoreAt(slot, backend) + total) / total))
  const riseOf = (backend: number) => Math.ceil((levels[backend] * total + paid[backend]) / weights[backend]) - 1

  function settle(slot: number, backend: number): void {
    levels[backend] = levelAt(slot, backend)
    heaps[levels[backend]].add(backend, 0)
    rises.add(backend, riseOf(backend))
  }

  for (const backend of backends) settle(0, backend)
  for (let slot = 0; slot < total; slot++) {
    while (rises.firstKey <= slot) {
      const backend = rises.first
      heaps[levels[backend]].remove(backend)
      rises.remove(backend)
      settle(slot, backend)
    }
    let level = heaps.length - 1
    while (heaps[level].size === 0) level--
    const backend = heaps[level].first
    map[slot] = backend
    heaps[level].remove(backend)
    rises.remove(backend)
    paid[backend] += total
    settle(slot, backend)
  }
  return map
}
