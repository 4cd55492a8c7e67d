import type { Incident } from '../model/incident.js'
import { type BalancerSight, looksSick } from '../model/sight.js'
import type { Horizon } from './horizon.js'

/** How long after an incident its backends may still be taken for sick, ms: checks and requests of its last moments fail later. */
const graceMs = 1000

/**
 * How often in the horizon the balancer took a backend for sick that was not: at that time nothing befell it, nor had within a
 * second before. From one kind of out to another is no new mistake.
 */
export function wrongEjectionsOf({ changes }: BalancerSight, horizon: Horizon, incidents: readonly Incident[]): number {
  const out = new Set<number>()
  let wrong = 0
  for (const { atMs, backend, state } of changes) {
    const wasOut = out.has(backend)
    if (looksSick(state)) out.add(backend)
    else out.delete(backend)
    if (wasOut || !looksSick(state) || atMs < horizon.fromMs || atMs >= horizon.toMs) continue
    if (!incidents.some(incident => afflicts(incident, backend, atMs))) wrong++
  }
  return wrong
}

/** Who joins does not run before. */
function afflicts({ kind, backends, fromMs, toMs }: Incident, backend: number, atMs: number): boolean {
  return backends.includes(backend) && (atMs >= fromMs || kind === 'join') && atMs < toMs + graceMs
}
