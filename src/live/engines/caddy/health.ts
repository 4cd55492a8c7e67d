import type { ActiveCheckSpec, HealthSpec } from '../../../model/balancer-spec.js'
import { isAtLeast } from '../external/installed.js'
import type { SetupBackend } from '../external/trial-setup.js'
import { leastOf, ms } from '../external/written.js'

/** Which statuses are good, as `health_status` takes them; "" where it is left out, undefined where it cannot be said. */
export function statusWord({ okFrom, okTo }: ActiveCheckSpec): string | undefined {
  if (okFrom === 200 && okTo === 399) return ''
  if (okFrom === okTo) return String(okFrom)
  return okFrom % 100 === 0 && okTo === okFrom + 99 ? `${okFrom / 100}xx` : undefined
}

/** Lines of `reverse_proxy` that say how sick backends are found, and how many requests each takes. */
export function healthLines(
  { active, passive }: HealthSpec,
  backends: readonly SetupBackend[],
  version: string,
): string[] {
  return [
    ...(active === undefined ? [] : activeLines(active, version)),
    ...(passive ? passiveLines(backends) : []),
    ...limitLines(backends),
  ]
}

function activeLines(active: ActiveCheckSpec, version: string): string[] {
  const status = statusWord(active)
  return [
    `health_uri ${active.path}`,
    `health_interval ${ms(active.intervalMs)}`,
    `health_timeout ${ms(active.timeoutMs)}`,
    ...(status ? [`health_status ${status}`] : []),
    ...(isAtLeast(version, '2.8') ? [`health_passes ${active.rise}`, `health_fails ${active.fall}`] : []),
  ]
}

/** Each failure counts for `fail_duration`; nginx forgets its after `fail_timeout`. */
function passiveLines(backends: readonly SetupBackend[]): string[] {
  const fails = backends.map(({ spec }) => spec.maxFails)
  const timeouts = backends.map(({ spec }) => spec.failTimeoutMs)
  if (fails.every(count => count === 0)) return []
  const differ = new Set(fails).size > 1 || new Set(timeouts).size > 1
  return [
    "# nginx's max_fails and fail_timeout; here each failure counts so long.",
    ...(differ ? ['# One for all backends: the least that the scenario gives to any.'] : []),
    `fail_duration ${ms(leastOf(backends).failTimeoutMs)}`,
    `max_fails ${leastOf(backends).maxFails}`,
  ]
}

function limitLines(backends: readonly SetupBackend[]): string[] {
  const limit = backends[0]?.spec.maxRequests ?? 0
  return limit === 0 ? [] : [`unhealthy_request_count ${limit}`]
}
