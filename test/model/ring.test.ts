import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Ring } from '../../src/model/ring.js'

it('gives back what went in, first in first out, whatever the order of pushes and shifts', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 3, arbitrary: fc.nat() }, fc.constant('shift'), fc.constant('drain')), {
        size: 'large',
      }),
      steps => {
        const ring = new Ring()
        let queue: number[] = []
        for (const step of steps) {
          if (typeof step === 'number') {
            ring.push(step)
            queue.push(step)
          } else if (step === 'drain') {
            expect(ring.drain()).toEqual(queue)
            queue = []
          } else if (queue.length > 0) {
            expect(ring.first).toBe(queue[0])
            expect(ring.shift()).toBe(queue.shift())
          }
          expect(ring.size).toBe(queue.length)
        }
      },
    ),
    { seed: 1, numRuns: 150 },
  )
})

it('grows in the middle of a lap', () => {
  const ring = new Ring()
  for (let i = 0; i < 10; i++) ring.push(i)
  for (let i = 0; i < 10; i++) ring.shift()
  for (let i = 0; i < 1000; i++) ring.push(i)
  expect(ring.drain()).toEqual(Array.from({ length: 1000 }, (_, i) => i))
})
