/** What an autoscaler did in a trial; times in ms from the start of measuring, in order, those of the warm-up below 0. */
export interface ScalingLog {
  /** From each time on; the first stands where the trial begins. */
  readonly counts: readonly FleetCount[]
  readonly decisions: readonly ScalingDecision[]
  /** Backends that joined while measuring, where their first time in the pool could be seen to its end. */
  readonly newcomers: readonly Newcomer[]
}

export interface FleetCount {
  readonly atMs: number
  /** How many there should be. */
  readonly desired: number
  /** How many are paid for: those that boot, serve or drain. */
  readonly paid: number
  /** How many the balancer may send requests to. */
  readonly serving: number
}

/** What a policy saw and what it said. */
export interface ScalingDecision {
  readonly atMs: number
  /** Of the metric, in the period that ends; null where nothing was seen. */
  readonly value: number | null
  readonly ready: number
  /** Held to minimum and maximum. */
  readonly desired: number
}

/** Tries sent to a backend within its first time, and what an equal share of all tries of that time would have been. */
export interface Newcomer {
  readonly atMs: number
  readonly backend: number
  readonly sent: number
  readonly fair: number
}

/** A trial under an autoscaler. */
export interface TrialScaling extends ScalingLog {
  /** Requests by the second they were due in, from the start of measuring. */
  readonly requests: readonly number[]
  /** Those of them that failed, or took longer than the objective. */
  readonly bad: readonly number[]
  /**
   * Backends the planned load needs at the target, in the middle of each of equally many parts of the run; null where
   * nobody can say.
   */
  readonly need: readonly number[] | null
}
