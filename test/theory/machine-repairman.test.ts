import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { erlangB } from '../../src/theory/erlang.js'
import { machineRepairman } from '../../src/theory/machine-repairman.js'
import oracles from './data/oracles.json' with { type: 'json' }
import { relativeError } from './digits.js'

const clients = fc.record({
  workers: fc.integer({ min: 1, max: 16 }),
  connections: fc.integer({ min: 1, max: 2000 }),
  think: fc.double({ min: 0.01, max: 100, noNaN: true }),
})

describe('the machine repairman', () => {
  it.each(oracles.closed_think_MMcK.rows)('$K clients thinking $Z on $c workers are as in the table', row => {
    const of = machineRepairman({ workers: row.c, connections: row.K, think: row.Z })
    expect(relativeError(of.throughput, row.throughput)).toBeLessThan(1e-7)
    expect(relativeError(of.mean, row.ET)).toBeLessThan(3e-7)
  })

  it("obeys Little's law: a client is thinking or waiting", () => {
    fc.assert(
      fc.property(clients, of => {
        const { throughput, mean } = machineRepairman(of)
        expect(relativeError(throughput * (of.think + mean), of.connections)).toBeLessThan(1e-12)
      }),
      { seed: 1 },
    )
  })

  it('answers at once where there is a worker for each', () => {
    const of = machineRepairman({ workers: 8, connections: 8, think: 3 })
    expect(of.mean).toBeCloseTo(1, 14)
    expect(of.throughput).toBeCloseTo(2, 13)
  })

  it("with one worker is Erlang's B of think over service: the worker idles as a client would find all lines taken", () => {
    for (const connections of [1, 5, 40]) {
      const { throughput } = machineRepairman({ workers: 1, connections, think: 7 })
      expect(1 - throughput).toBeCloseTo(erlangB(connections, 7), 13)
    }
  })
})
