import { nginxBalancer } from '../../src/model/products.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { backendSpec, openLoop, traffic } from '../model/specs.js'

/** Two equal backends at half their capacity, for two seconds; tests name only what they are about. */
export function scenarioOf(change: Partial<Scenario> = {}): Scenario {
  const latency = { kind: 'exponential', meanMs: 10 } as const
  return {
    name: 'test',
    description: '',
    backends: ['b1', 'b2'].map(name => backendSpec({ name, latency })),
    traffic: traffic({ load: openLoop(100) }),
    balancer: nginxBalancer(1, { connectTimeoutMs: 1000 }),
    run: { durationMs: 2000, warmupMs: 200, rounds: 1, seed: 1, isolation: 'shared', realtime: false },
    gates: [],
    ...change,
  }
}
