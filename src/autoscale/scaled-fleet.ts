/** What an autoscaler does to a fleet and its balancer. Backends are numbers. */
export interface ScaledFleet {
  /** Starts it; call `Autoscaler.booted` once it could take requests. */
  boot(backend: number, nowMs: number): void
  /** The balancer takes it in. */
  join(backend: number, nowMs: number): void
  /** The balancer sends it nothing new; what it has it may finish. */
  drain(backend: number, nowMs: number): void
  /** It ends: drained, or not needed any more before it had booted. */
  stop(backend: number, nowMs: number): void
}

/** What an autoscaler sees of the balancer's pool. */
export interface PoolSight {
  /** Requests sent to it that have not ended. */
  inFlight(backend: number): number
  /** Tries sent to it since the trial began. */
  sent(backend: number): number
  /** p99 of the latencies of tries since the last call, ms; undefined where there were none. */
  takeP99(): number | undefined
}
