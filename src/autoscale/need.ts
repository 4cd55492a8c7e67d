import type { BackendSpec } from '../model/backend-spec.js'
import { meanMs } from '../model/distribution.js'
import { capacityPerSecond } from '../model/load.js'
import { ratePlan } from '../model/rate-plan.js'
import type { ScalingSpec } from '../model/scaling-spec.js'
import type { Traffic } from '../model/traffic.js'
import { roundedUp } from './policy.js'

/** The part of a scenario that tells what its load needs. */
export interface ScaledPlan {
  readonly backends: readonly BackendSpec[]
  readonly traffic: Traffic
  readonly run: { readonly durationMs: number }
}

/**
 * How many backends the planned load of a time needs so that each is at the target: one at least, the maximum at most. The
 * minimum has no part in it: what it adds is paid beyond the need. By Little's law requests in flight are rate * service time,
 * waiting left out. Undefined where nobody can say: in a closed loop, and for a target in p99.
 */
export function needed(spec: ScalingSpec, plan: ScaledPlan): ((atMs: number) => number) | undefined {
  const { traffic } = plan
  const perBackend = targetRate(spec, plan.backends[0]!)
  const { load, surges = [] } = traffic
  if (load.kind === 'closed' || perBackend === undefined) return undefined
  const rateAt = ratePlan({ load, surges })
  return atMs => Math.min(spec.max, Math.max(1, roundedUp(rateAt(atMs) / perBackend)))
}

/** Requests a second that bring one backend to the target. */
function targetRate({ metric, target }: ScalingSpec, backend: BackendSpec): number | undefined {
  switch (metric) {
    case 'rate':
      return target
    case 'inFlight':
      return (target * 1000) / meanMs(backend.latency)
    case 'utilisation':
      return target * capacityPerSecond([backend])
    case 'p99':
      return undefined
  }
}

/** How often a need is looked up in a run: on a day, every 86 s. */
const looks = 1000

/** A need, looked up in the middle of each of 1000 equal parts of the run. */
export function needOverTime(need: (atMs: number) => number, durationMs: number): number[] {
  return Array.from({ length: looks }, (_, i) => need(((i + 0.5) * durationMs) / looks))
}
