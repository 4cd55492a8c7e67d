/** What a policy is told at the end of a period. */
export interface Observation {
  /** ms from the start of measuring; may be below 0. */
  readonly atMs: number
  /** How many backends there should be by the last decision: those that are ready, and those that boot or warm up. */
  readonly desired: number
  /** Those that are through with warming up: the metric is theirs. */
  readonly ready: number
  /** Mean of the period over those that are ready; undefined where nothing was seen. */
  readonly value: number | undefined
}

/** A state machine over observations. */
export interface Policy {
  /** How many backends there should be from now on; whole, not yet held to minimum and maximum. */
  decide(observation: Observation): number
}

/** The next whole number, but for an error of floating point: 5 backends at 0.6 times the target are 3, not 4. */
export function roundedUp(count: number): number {
  return Math.ceil(count - 1e-9)
}
