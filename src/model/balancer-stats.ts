/** What a balancer counted since measuring began, beside what requests tell. */
export interface BalancerStats {
  /** Tries after the first, without hedges. */
  retries: number
  /** Retries that budget or breaker forbade. */
  retriesDenied: number
  hedges: number
  /** Hedges whose answer came first. */
  hedgesWon: number
  /** Requests that waited in the queue; how long all of them waited, ms; those whose patience ended there. */
  queued: number
  queuedMs: number
  queueTimeouts: number
  /** Answered 503 at once: queue full, or breaker. */
  shed: number
  checks: number
  checksFailed: number
  /** Times that checks, or passive health, took a backend out. */
  markedDown: number
  /** Ejections by outlier detection. */
  ejections: number
  /** Picks made while health was ignored. */
  panicPicks: number
  /**
   * Sessions bound for the first time, requests that went to their session's backend, sessions whose backend could not serve.
   * With `sticky: client` nothing is bound, and each request that could not go where it belongs is broken.
   */
  sessionsBound: number
  sessionsKept: number
  sessionsBroken: number
  /** Probes sent by the strategy. */
  probes: number
}

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
