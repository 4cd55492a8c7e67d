import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FreeNumbers } from '../../src/virtual/free-numbers.js'

it('gives out no number twice, the last one given back first, and a new one only where none is free', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 500, size: 'max' }), takes => {
      const numbers = new FreeNumbers()
      const taken: number[] = []
      const free: number[] = []
      for (const take of takes) {
        if (take || taken.length === 0) {
          const number = numbers.take()
          expect(number).toBe(free.length > 0 ? free.pop() : taken.length)
          taken.push(number)
        } else {
          const number = taken.shift()!
          numbers.release(number)
          free.push(number)
        }
      }
    }),
    { seed: 20261123, numRuns: 30 },
  )
})
