/** At least so long between two savings of simulated trials, ms: so much work a kill may cost. */
const leastMs = 1000
/** And so many times what a saving took: it stays a tenth of the work. */
const restPerWork = 9

/**
 * When results so far are worth their cost again: to collate and save them takes longer than many a simulated trial, and the more
 * the longer a run is. A live trial takes seconds, and is saved at once.
 */
export function savingPace(nowMs: () => number): SavingPace {
  let dueMs = Number.NEGATIVE_INFINITY
  return {
    isDue: () => nowMs() >= dueMs,
    async spend(saving) {
      const beganMs = nowMs()
      await saving()
      const endedMs = nowMs()
      dueMs = endedMs + Math.max(leastMs, restPerWork * (endedMs - beganMs))
    },
  }
}

export interface SavingPace {
  isDue(): boolean
  /** Saves, and rests from then on. */
  spend(saving: () => Promise<void>): Promise<void>
}
