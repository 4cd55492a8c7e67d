import type { BalancerStats } from './balancer.js'

/** Nothing has happened yet. */
export function noStats(): BalancerStats {
  return {
    retries: 0,
    retriesDenied: 0,
    hedges: 0,
    hedgesWon: 0,
    queued: 0,
    queuedMs: 0,
    queueTimeouts: 0,
    shed: 0,
    checks: 0,
    checksFailed: 0,
    markedDown: 0,
    ejections: 0,
    panicPicks: 0,
    sessionsBound: 0,
    sessionsKept: 0,
    sessionsBroken: 0,
    probes: 0,
  }
}
