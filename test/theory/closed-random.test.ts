import { describe, expect, it } from 'vitest'
import { birthDeath, expectation } from '../../src/theory/birth-death.js'
import { closedRandom } from '../../src/theory/closed-random.js'
import oracles from './data/oracles.json' with { type: 'json' }
import { relativeError, tablesDigits } from './digits.js'

describe('a closed loop over backends drawn at random', () => {
  it.each(oracles.closed_random.rows)('of $K connections over $N is as in the table', row => {
    const of = closedRandom({ backends: row.N, connections: row.K })
    expect(relativeError(of.throughput, row.throughput)).toBeLessThan(1e-7)
    expect(relativeError(of.mean, row.ET)).toBeLessThan(tablesDigits)
  })

  it('over two backends is the birth-death process of the first', () => {
    for (const connections of [1, 2, 7]) {
      const law = birthDeath(new Array(connections).fill(1))
      const busy = expectation(law, n => Math.min(1, n) + Math.min(1, connections - n))
      expect(closedRandom({ backends: 2, connections }).throughput).toBeCloseTo(busy, 13)
    }
  })
})
