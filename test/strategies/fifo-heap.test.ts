import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FifoHeap } from '../../src/strategies/fifo-heap.js'

it('orders by key and then by who came first, whatever is added and removed', () => {
  const move = fc.record({ heap: fc.nat(1), backend: fc.nat(11), key: fc.integer({ min: -2, max: 3 }) })
  const property = fc.property(fc.array(move, { maxLength: 200, size: 'max' }), moves => {
    const places = new Int32Array(12)
    const heaps = [new FifoHeap(places), new FifoHeap(places)]
    const plain: { backend: number; key: number }[][] = [[], []]
    for (const { heap, backend, key } of moves) {
      const holder = plain.findIndex(list => list.some(entry => entry.backend === backend))
      if (holder === -1) {
        heaps[heap].add(backend, key)
        plain[heap].push({ backend, key })
      } else {
        expect(heaps[holder].keyOf(backend)).toBe(plain[holder].find(entry => entry.backend === backend)?.key)
        heaps[holder].remove(backend)
        plain[holder] = plain[holder].filter(entry => entry.backend !== backend)
      }
      heaps.forEach((heap, i) => {
        // A stable sort keeps the order of arrival.
        expect(heap.first).toBe(plain[i].toSorted((a, b) => a.key - b.key)[0]?.backend ?? -1)
        expect(heap.size).toBe(plain[i].length)
      })
    }
  })
  fc.assert(property, { seed: 1, numRuns: 200 })
})

it('puts one back in its place', () => {
  const heap = new FifoHeap(new Int32Array(3))
  for (const backend of [2, 1, 0]) heap.add(backend, 5)
  const order = heap.orderOf(2)
  heap.remove(2)
  heap.add(2, 5, order)
  expect(heap.first).toBe(2)
})

it('is empty once cleared', () => {
  const heap = new FifoHeap(new Int32Array(2))
  heap.add(1, 5)
  heap.clear()
  expect([heap.size, heap.first]).toEqual([0, -1])
  heap.add(0, 7)
  expect(heap.first).toBe(0)
})
