import type { ActiveCheckSpec } from '../../model/balancer-spec.js'
import type { OptionSpec } from '../strategy.js'

/** An option all cloud presets have: their checks take half a minute, and a run is shorter than that. */
export const speedOption: OptionSpec = {
  summary: 'all times of checks, slow start and ejection so many times shorter, for short runs',
  default: 1,
  min: 1,
  max: 10_000,
}

/** The same checks, `speed` times as often. */
export function faster(check: ActiveCheckSpec, speed: unknown): ActiveCheckSpec {
  const factor = Number(speed)
  return {
    ...check,
    intervalMs: check.intervalMs / factor,
    downIntervalMs: check.downIntervalMs / factor,
    timeoutMs: check.timeoutMs / factor,
  }
}
