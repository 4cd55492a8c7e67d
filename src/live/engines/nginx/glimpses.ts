import { blocks } from '../../../balancer/pool.js'
import type { Glimpse } from '../external/sighting.js'
import type { SetupBackend } from '../external/trial-setup.js'
import { type LogLine, logLines } from './error-log.js'
import { loggedTries, type Try } from './tries.js'

/** What nginx wrote, and what is needed to understand it. */
export interface NginxLogs {
  /** See `loggedTries`. */
  readonly access: string
  /** See `logLines`. */
  readonly errors: string
  readonly backends: readonly SetupBackend[]
  /** See `trialTime`. */
  readonly inTrial: (wallMs: number) => number
  /** When it was told to read its configuration again, ms from the start of measuring. */
  readonly changedMs: readonly number[]
}

/** Where nginx sent requests, and whom it banned. */
export function nginxGlimpses(logs: NginxLogs): Glimpse[] {
  const { backends, inTrial } = logs
  const index = new Map(backends.map(({ address }, i) => [address, i]))
  const tries = loggedTries(logs.access)
  const sent = tries.flatMap(({ address, fromMs }): Glimpse[] => {
    const backend = index.get(address)
    return backend === undefined ? [] : [{ atMs: inTrial(fromMs), backend, tries: 1 }]
  })
  const banned = bansOf(logs, index, tries).flatMap(({ backend, fromMs, toMs }): Glimpse[] => [
    { atMs: fromMs, backend, block: blocks.banned, on: true },
    { atMs: toMs, backend, block: blocks.banned, on: false },
  ])
  return [...sent, ...banned]
}

/** A stretch of time in which a server is skipped, ms from the start of measuring. */
interface Ban {
  readonly backend: number
  readonly fromMs: number
  toMs: number
}

/**
 * nginx says that it bans, with its connection and the second; when the try failed is in the access log. When a ban is over it
 * does not say, but ngx_http_upstream_round_robin.c skips a server while `now - checked <= fail_timeout`, in whole seconds;
 * `checked` is its last failure, or when it was tried again. What fails meanwhile makes the ban longer. A new worker knows of none.
 */
function bansOf({ errors, backends, inTrial, changedMs }: NginxLogs, index: Map<string, number>, tries: Try[]): Ban[] {
  const latest = new Map<number, Ban>()
  const bans: Ban[] = []
  let current = -1
  for (const line of logLines(errors)) {
    if (line.kind === 'started') {
      current = line.worker
      const changed = changedMs.findLast(ms => ms < inTrial(line.secondMs + 1000))
      if (changed !== undefined) for (const ban of latest.values()) ban.toMs = Math.min(ban.toMs, changed)
      continue
    }
    const backend = index.get(line.address)
    // Who is about to end bans for itself alone.
    if (backend === undefined || line.worker !== current) continue
    const failedMs = failureOf(line, tries)
    const seconds = Math.floor(failedMs / 1000) + Math.floor(backends[backend]!.spec.failTimeoutMs / 1000) + 1
    const [fromMs, toMs] = [inTrial(failedMs), inTrial(seconds * 1000)]
    const last = latest.get(backend)
    if (last !== undefined && fromMs <= last.toMs) {
      last.toMs = Math.max(last.toMs, toMs)
      continue
    }
    const ban = { backend, fromMs, toMs }
    latest.set(backend, ban)
    bans.push(ban)
  }
  return bans
}

/** When the try ended that the line is about: on its connection, at its server, within its second or next to it. */
function failureOf({ connection, address, secondMs }: LogLine & { kind: 'banned' }, tries: readonly Try[]): number {
  const away = (toMs: number): number => Math.max(secondMs - toMs, toMs - (secondMs + 999), 0)
  let best: number | undefined
  for (const each of tries) {
    if (each.connection !== connection || each.address !== address) continue
    if (best === undefined || away(each.toMs) <= away(best)) best = each.toMs
  }
  return best ?? secondMs
}
