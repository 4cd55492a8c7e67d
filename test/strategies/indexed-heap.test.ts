import fc from 'fast-check'
import { expect, it } from 'vitest'
import { IndexedHeap } from '../../src/strategies/indexed-heap.js'

const size = 30
const step = fc.record({ heap: fc.nat(1), backend: fc.nat(size - 1), key: fc.integer({ min: -9, max: 9 }) })

it('is a sorted list of backends, however they come, move and go, beside another on the same column', () => {
  const property = fc.property(fc.array(step, { maxLength: 200, size: 'max' }), steps => {
    const places = new Int32Array(size)
    const heaps = [new IndexedHeap(places), new IndexedHeap(places)]
    const models = [new Map<number, number>(), new Map<number, number>()]
    for (const { heap: h, backend, key } of steps) {
      const [heap, model] = [heaps[h], models[h]]
      if (models[1 - h].has(backend)) {
        heaps[1 - h].remove(backend)
        models[1 - h].delete(backend)
      } else if (!model.has(backend)) {
        heap.add(backend, key)
        model.set(backend, key)
      } else if (key === 0) {
        heap.remove(backend)
        model.delete(backend)
      } else {
        heap.move(backend, key)
        model.set(backend, key)
      }
      agree(heap, model)
    }
  })
  fc.assert(property, { seed: 1, numRuns: 100 })
})

function agree(heap: IndexedHeap, model: ReadonlyMap<number, number>): void {
  const [first] = [...model].sort(([a, keyA], [b, keyB]) => keyA - keyB || a - b)
  expect([heap.size, heap.first, heap.firstKey]).toEqual([model.size, first?.[0] ?? -1, first?.[1] ?? Infinity])
  for (const [backend, key] of model) if (heap.keyOf(backend) !== key) throw new Error(`${backend} lost its key`)
}
