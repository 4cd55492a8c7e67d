import type { Results } from '../../results/results.js'

/** At least so long between two savings of simulated trials, ms: so much work a kill may cost. */
const leastMs = 1000
/** And so many times what a saving took: it stays a tenth of the work. */
const restPerWork = 9

export interface ResultsSoFarOptions {
  readonly collate: () => Results
  readonly save: (results: Results) => Promise<void>
  readonly nowMs: () => number
}

/**
 * Keeps results while a run goes on; to be called after each trial, it resolves to them as they were saved last. To collate and save
 * them takes longer than many a simulated trial, and the more the longer a run is, so those rest in between; a live trial takes
 * seconds, and is saved at once.
 */
export function resultsSoFar({ collate, save, nowMs }: ResultsSoFarOptions): (isLive: boolean) => Promise<Results> {
  let latest: Results | undefined
  let dueMs = Number.NEGATIVE_INFINITY
  return async isLive => {
    const beganMs = nowMs()
    if (latest !== undefined && !isLive && beganMs < dueMs) return latest
    latest = collate()
    // The ideal runs before live candidates, and a report of it alone would be a report of nothing.
    if (latest.candidates.length > 0) await save(latest)
    const endedMs = nowMs()
    dueMs = endedMs + Math.max(leastMs, restPerWork * (endedMs - beganMs))
    return latest
  }
}
