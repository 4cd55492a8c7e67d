import type { LoadLoop, LoadSite } from './load-loop.js'
import type { Pacer } from './pacer.js'

export interface OpenLoopOptions {
  /** Ascending, ms on the trial's clock. */
  readonly dueMs: Float64Array
  readonly pacer: Pacer
  /** Time 0 of `dueMs` on the monotonic clock, ms. */
  readonly startAt: number
}

/** Requests come when they come, whatever became of those before them: each row begins at its own due time. */
export function createOpenLoop({ dueMs, pacer, startAt }: OpenLoopOptions, site: LoadSite): LoadLoop {
  let begun = 0
  let ended = 0
  const beginUpTo = (rows: number): void => {
    while (begun < rows) {
      const row = begun++
      site.begin(row, dueMs[row])
    }
  }
  return {
    start() {
      if (dueMs.length === 0) return site.finished()
      pacer.start(startAt, beginUpTo, site.broken)
    },
    ended() {
      if (++ended === dueMs.length) site.finished()
    },
    async stop() {
      await pacer.stop()
    },
  }
}
