import type { Tally } from '../../bench/tally.js'
import { errorKinds } from '../../bench/trial.js'
import { simulated } from '../simulated.js'
import { candidates, configurations } from './configurations.js'
import type { SelfCheck } from './self-check.js'

/** Every request ends once, in one way, and is counted wherever it belongs. */
export function conservation(): SelfCheck {
  const trials = configurations.flatMap(({ scenario }) =>
    candidates().map(strategy => simulated({ scenario, strategy, seed: 3 })),
  )
  const whole = trials.filter(isConserved)
  return {
    claim:
      'every request ends once: requests = answers + failures, answers = sum over backends, latencies = sum over slices',
    holds: whole.length === trials.length,
    seen: `${whole.length} of ${trials.length} trials`,
  }
}

/** An error answer of the balancer itself (502, 504) is no backend's. */
function isConserved({ requests, byStatus, latency, perBackend, sliceCount, sliceSumMs }: Tally): boolean {
  const good = sum(byStatus.subarray(100, 400))
  const answers = good + sum(byStatus.subarray(400, 502))
  return (
    requests === sum(byStatus) &&
    answers === sum(perBackend) &&
    latency.count === good + byStatus[errorKinds.timeout]! &&
    latency.count === sum(latency.counts) &&
    latency.count === sum(sliceCount) &&
    Math.abs(sum(sliceSumMs) / latency.sum - 1) < 1e-9
  )
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)
