import { expect, it } from 'vitest'
import { queueChain } from '../../src/theory/queue-chain.js'
import { stationary } from '../../src/theory/stationary.js'

it('finds a law that balances every state', () => {
  const chain = queueChain({ backends: 3, cap: 25, arrivalRate: 2.7, allAmong: [0, 0, 1 / 3, 1] })
  const law = stationary(chain)
  expect(law.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 13)
  for (let state = 0; state < chain.size; state++) {
    let inflow = 0
    for (let edge = chain.start[state]!; edge < chain.start[state + 1]!; edge++) {
      inflow += chain.rate[edge]! * law[chain.from[edge]!]!
    }
    expect(Math.abs(inflow - law[state]! * (chain.up[state]! + chain.down[state]!))).toBeLessThan(1e-11)
  }
})
