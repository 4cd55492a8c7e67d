import { blocks } from '../../../balancer/pool.js'
import type { HealthSpec } from '../../../model/balancer-spec.js'
import { isAtLeast } from '../external/installed.js'
import type { Glimpse } from '../external/sighting.js'
import type { Setup } from '../external/trial-setup.js'
import { leastOf } from '../external/written.js'
import { type LogLine, logLines } from './log-lines.js'
import { assumedVersion } from './policies.js'

/** Where Caddy sent requests, and whom it took for sick. @param inTrial see `trialTime` */
export function caddyGlimpses(
  log: string,
  { backends, spec, version = assumedVersion }: Pick<Setup, 'backends' | 'spec' | 'version'>,
  inTrial: (wallMs: number) => number,
): Glimpse[] {
  const lines = logLines(log).map(line => ({ ...line, atMs: inTrial(line.atMs) }))
  const limits = limitsOf(spec.health, backends)
  return backends.flatMap(({ address }, backend) => {
    const own = lines.filter(({ upstream }) => upstream === address)
    return [
      ...own.filter(({ what }) => what === 'selected').map(({ atMs }) => ({ atMs, backend, tries: 1 })),
      ...checksOf(own, backend, version),
      ...(limits === undefined ? [] : failuresOf(own, backend, limits)),
    ]
  })
}

/** Before 2.8 a single check decides, and says what went wrong; then it says who is down. */
function checksOf(lines: readonly LogLine[], backend: number, version: string): Glimpse[] {
  const down = isAtLeast(version, '2.8') ? 'down' : 'check failed'
  return lines
    .filter(({ what }) => what === 'up' || what === down)
    .map(({ atMs, what }) => ({ atMs, backend, block: blocks.unhealthy, on: what === down }))
}

interface Limits {
  readonly maxFails: number
  readonly forMs: number
}

/** See `passiveLines`; undefined where failures do not count. */
function limitsOf({ passive }: HealthSpec, backends: Setup['backends']): Limits | undefined {
  const { maxFails, failTimeoutMs } = leastOf(backends)
  return passive && maxFails > 0 ? { maxFails, forMs: failTimeoutMs } : undefined
}

/** hosts.go: each failure counts for `fail_duration`; who has `max_fails` of them is not available. It says nothing of that. */
function failuresOf(lines: readonly LogLine[], backend: number, { maxFails, forMs }: Limits): Glimpse[] {
  const steps = lines
    .filter(({ what }) => what === 'failed')
    .flatMap(({ atMs }) => [
      { atMs, by: 1 },
      { atMs: atMs + forMs, by: -1 },
    ])
    .sort((a, b) => a.atMs - b.atMs)
  let count = 0
  return steps.flatMap(({ atMs, by }): Glimpse[] => {
    const was = count >= maxFails
    count += by
    const is = count >= maxFails
    return was === is ? [] : [{ atMs, backend, block: blocks.banned, on: is }]
  })
}
