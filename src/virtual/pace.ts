/** Told now and then how far a trial has come, so that somebody can be told, and can stop it. */
export interface Pace {
  /**
   * @param nowMs virtual time
   * @param rows requests begun so far
   * @param tally what came of them; to ask it costs some 50 us
   * @throws where the trial is to be stopped
   */
  reached(nowMs: number, rows: number, tally: { soFar(): SoFar }): void
}

/** Of the measured part: requests that have ended, how, and by whom. */
export interface SoFar {
  readonly requests: number
  readonly failed: number
  /** Null until ten requests lie beyond it. */
  readonly p99Ms: number | null
  /** Requests answered by each backend. */
  readonly perBackend: Float64Array
}

/** Nobody wants to know. */
export const noPace: Pace = { reached: () => undefined }
