import { IndexedHeap } from '../indexed-heap.js'
import type { Chooser, Pool } from '../strategy.js'
import { PeakEwma } from './peak-ewma.js'

/**
 * The backend with the least load of all, the lowest index of several, in O(log n): what comparing all would find.
 *
 * All loads decay alike, so their order does not change by waiting: ln(load) + t / decay stays what it was. Only backends
 * that were never measured do not decay; they are kept apart. As each pick looks at all, the time of the last pick is
 * when each was looked at last.
 */
export function indexLeastCost(pool: Pool, decayMs: number): Chooser {
  const estimates = new PeakEwma(pool, decayMs)
  const places = new Int32Array(pool.size)
  const measured = new IndexedHeap(places)
  const unknown = new IndexedHeap(places)
  const heapOf: (IndexedHeap | undefined)[] = Array.from({ length: pool.size })
  let lookedMs = -Infinity

  /** Puts a backend where it belongs now. */
  function file(backend: number): void {
    const heap = pool.available[backend] === 0 ? undefined : estimates.isMeasured(backend) ? measured : unknown
    const before = heapOf[backend]
    if (before !== heap) before?.remove(backend)
    heapOf[backend] = heap
    if (heap === undefined) return
    const key = heap === measured ? estimates.lastingLogLoad(backend) : estimates.unknownLoad(backend)
    if (before === heap) heap.move(backend, key)
    else heap.add(backend, key)
  }

  for (let i = 0; i < pool.size; i++) file(i)
  return {
    pick(_request, nowMs) {
      lookedMs = nowMs
      if (measured.size === 0 || unknown.firstKey === 0) return unknown.first
      const load = Math.exp(measured.firstKey - nowMs / decayMs)
      return unknown.firstKey < load ? unknown.first : measured.first
    },
    sent: file,
    answered(backend, { cause, latencyMs }, nowMs) {
      estimates.observe(backend, 0, lookedMs)
      if (cause !== 'cancelled') estimates.observe(backend, latencyMs, nowMs)
      file(backend)
    },
    changed: file,
  }
}
