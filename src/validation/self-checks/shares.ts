import { openScenario } from '../queueing-scenario.js'
import { simulated } from '../simulated.js'
import type { SelfCheck } from './self-check.js'

const weights = [5, 1, 3, 1]

/** Round robin deals by weight: within a cycle a backend is never more than one request ahead of its share, or behind it. */
export function shares(): SelfCheck {
  const backends = weights.map(weight => ({ weight, workers: weight }))
  const scenario = openScenario({ backends, rho: 0.7, requests: 20_000 })
  const { perBackend, requests } = simulated({ scenario, strategy: 'rr', seed: 1 })
  const off = weights.map((weight, i) => Math.abs(perBackend[i]! - (requests * weight) / 10))
  const worst = Math.max(...off)
  return {
    claim: 'rr deals requests by weight, to within one at each end of the measured part',
    holds: worst <= 2,
    seen: `weights ${weights.join(', ')}: at most ${worst.toFixed(1)} of ${requests} requests off`,
  }
}
