import type { Incident } from '../model/incident.js'
import { type BalancerSight, looksSick, windowMs } from '../model/sight.js'
import type { Horizon } from './horizon.js'

/** How long after an incident its backends may still be taken for sick, ms: checks and requests of its last moments fail later. */
const graceMs = 1000

/**
 * How often in the horizon the balancer took a backend for sick that was not: at that time nothing befell it, nor had within a
 * second before. From one kind of out to another is no new mistake, and who was sent nothing since it came back is still out:
 * nginx keeps a backend away again while the one request that tries it out is under way.
 * @param backends how many there are
 */
export function wrongEjectionsOf(
  { changes, tries }: BalancerSight,
  horizon: Horizon,
  incidents: readonly Incident[],
  backends: number,
): number {
  const out = new Set<number>()
  const backAtMs = new Map<number, number>()
  let wrong = 0
  for (const { atMs, backend, state } of changes) {
    const wasOut = out.has(backend)
    if (!looksSick(state)) {
      if (wasOut) backAtMs.set(backend, atMs)
      out.delete(backend)
      continue
    }
    out.add(backend)
    const isOld = wasOut || !triedBetween(tries, backends, backend, backAtMs.get(backend) ?? -Infinity, atMs)
    if (isOld || atMs < horizon.fromMs || atMs >= horizon.toMs) continue
    if (!incidents.some(incident => afflicts(incident, backend, atMs))) wrong++
  }
  return wrong
}

/** Whether it was sent anything from one moment on until before the window of another; true where it never came back as it never was out. */
function triedBetween(tries: Float64Array, backends: number, backend: number, fromMs: number, toMs: number): boolean {
  if (fromMs === -Infinity) return true
  for (let window = Math.max(0, Math.floor(fromMs / windowMs)); window < Math.floor(toMs / windowMs); window++) {
    if ((tries[window * backends + backend] ?? 0) > 0) return true
  }
  return false
}

/** Who joins does not run before. */
function afflicts({ kind, backends, fromMs, toMs }: Incident, backend: number, atMs: number): boolean {
  return backends.includes(backend) && (atMs >= fromMs || kind === 'join') && atMs < toMs + graceMs
}
