import type { LoadLoop, LoadSite } from './load-loop.js'
import type { Pacer } from './pacer.js'

export interface OpenLoopOptions {
  /** Ascending, ms on the trial's clock. */
  readonly dueMs: Float64Array
  readonly pacer: Pacer
}

/** Requests come when they come, whatever became of those before them: each row begins at its own due time. */
export function createOpenLoop({ dueMs, pacer }: OpenLoopOptions, site: LoadSite): LoadLoop {
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
      // The site's clock is read first: the error of a microsecond makes us late, never early.
      const zeroAt = -site.nowMs() + Number(process.hrtime.bigint()) / 1e6
      pacer.start(zeroAt, beginUpTo, site.broken)
    },
    ended() {
      if (++ended === dueMs.length) site.finished()
    },
    async stop() {
      await pacer.stop()
    },
  }
}
