import { expect, it } from 'vitest'
import { balancerBackends } from '../../src/balancer/from-specs.js'
import { backendSpec } from '../model/specs.js'

it('gives the balancer what it needs of a scenario, in its order, and nothing of the model', () => {
  const specs = [
    backendSpec({ name: 'b1', weight: 3, maxFails: 0, failTimeoutMs: 2500, port: 8081, workers: 4 }),
    backendSpec({ name: 'spare', backup: true }),
  ]
  expect(balancerBackends(specs)).toEqual([
    { name: 'b1', address: 'b1', weight: 3, maxFails: 0, failTimeoutMs: 2500, maxRequests: 0, backup: false },
    { name: 'spare', address: 'spare', weight: 1, maxFails: 1, failTimeoutMs: 10_000, maxRequests: 0, backup: true },
  ])
})

it('maps clients the same way whatever the ports are', () => {
  const on = (ports: readonly number[]) =>
    balancerBackends(ports.map((port, i) => backendSpec({ name: `b${i}`, port })))
  expect(on([0, 0, 0])).toEqual(on([40_123, 40_124, 18_001]))
})
