import { expect, it } from 'vitest'
import { findStrategy } from '../../../src/strategies/index.js'
import { startWith, testPool } from '../test-pool.js'

const many = (count: number, weight: number): number[] => Array(count).fill(weight)

/** Weights of one more than fits, and what is said of them. */
const tooHeavy: [string, number[], string][] = [
  ['chash', [209_715, 1], 'the weights add up to 209716: a hash ring of 33554560 points is too large'],
  ['haproxy-chash', [1, 257], "a weight of 257 is too large for HAProxy's ring"],
  ['source?type=consistent', [257], "a weight of 257 is too large for HAProxy's ring"],
  ['bounded', [1, 300], "a weight of 300 is too large for HAProxy's ring"],
  ['haproxy-random', [257], "a weight of 257 is too large for HAProxy's ring"],
  ['haproxy-chash', many(4097, 256), 'the weights add up to 1048832: a ring of 16781312 nodes is too large'],
  [
    'haproxy-hash',
    [16_777_215, 2],
    'the weights add up to 16777217, once divided by what divides them all: a map of so many entries is too large',
  ],
  [
    'source',
    [3, 100_663_296],
    'the weights add up to 33554433, once divided by what divides them all: a map of so many entries is too large',
  ],
]

it.each(tooHeavy)(
  '%s refuses weights that make too large a layout, and says how many',
  (candidate, weights, message) => {
    const [name, options = ''] = candidate.split('?')
    const start = () => startWith(findStrategy(name), testPool(weights), { options })
    const hint = expect.stringContaining('only proportions count')
    expect(start).toThrow(expect.objectContaining({ code: 'SCENARIO', message, hint }))
  },
)

it.each([
  ['haproxy-chash', [256, 1]],
  ['haproxy-hash', [16_777_215 * 2, 2]],
  ['source', [16_777_216, 16_777_216]],
] as const)('%s takes what just fits', (name, weights) => {
  expect(() => startWith(findStrategy(name), testPool(weights))).not.toThrow()
})

it("bounded takes no factor of 100, as HAProxy, but of Envoy's", () => {
  const bounded = findStrategy('bounded')
  const start = (options: string) => () => startWith(bounded, testPool([1, 1]), { options })
  const message = 'HAProxy takes a factor above 100 only, or none'
  expect(start('factor=100')).toThrow(expect.objectContaining({ code: 'USAGE', message }))
  expect(start('factor=101')).not.toThrow()
  expect(start('factor=100&flavour=envoy')).not.toThrow()
})
