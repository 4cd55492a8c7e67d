import type { BackendSpec } from '../model/backend-spec.js'
import type { BalancerBackend } from './balancer-options.js'

/** The backends of a scenario as a balancer is to know them, in the same order in both worlds. */
export function balancerBackends(specs: readonly BackendSpec[]): BalancerBackend[] {
  return specs.map(({ name, weight, maxFails, failTimeoutMs, maxRequests, backup }) => ({
    name,
    // A stable name, not the port of this trial: a consistent hash must map clients the same way in every trial.
    address: name,
    weight,
    maxFails,
    failTimeoutMs,
    maxRequests,
    backup,
  }))
}
