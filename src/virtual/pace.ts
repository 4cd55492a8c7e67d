/** Told now and then how far a trial has come, so that somebody can be told, and can stop it. */
export interface Pace {
  /**
   * @param nowMs virtual time
   * @param rows requests begun so far
   * @throws where the trial is to be stopped
   */
  reached(nowMs: number, rows: number): void
}

/** Nobody wants to know. */
export const noPace: Pace = { reached: () => undefined }
