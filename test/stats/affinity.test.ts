import fc from 'fast-check'
import { expect, test } from 'vitest'
import { affinity, type Visit } from '../../src/stats/affinity.js'

const visits = (...pairs: [number, number][]): Visit[] => pairs.map(([client, backend]) => ({ client, backend }))

test.each([
  // client 1 stays, client 2 moves once and stays once; clients in between do not matter
  ['two clients interleaved', visits([1, 0], [2, 0], [1, 0], [2, 1], [2, 1]), 2 / 3],
  ['always back', visits([1, 3], [1, 3], [1, 3]), 1],
  ['never back', visits([1, 0], [1, 1], [1, 0]), 0],
])('%s', (_, made, expected) => expect(affinity(made)).toBeCloseTo(expected, 12))

test('cannot be told where no client came back', () => {
  expect(affinity(visits([1, 0], [2, 0], [3, 1]))).toBeNaN()
})

test('a choice by client alone keeps every client', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { minLength: 11, maxLength: 60 }), clients => {
      expect(affinity(clients.map(client => ({ client, backend: (client * 7) % 4 })))).toBe(1)
    }),
    { seed: 9 },
  )
})
