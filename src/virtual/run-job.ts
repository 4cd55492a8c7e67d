import type { Progress, SimulationJob, SimulationResult } from './job.js'
import { RecordKeeper } from './record-keeper.js'
import { simulate } from './simulate.js'

/** Rows between two calls of `tell`: some twenty times a second. */
const rowsBetween = 1 << 17

/** Runs a job to its end, in this thread. */
export function runJob(job: SimulationJob, tell: (progress: Progress) => void = () => undefined): SimulationResult {
  const { scenario, strategy, options, seed } = job
  const { durationMs, warmupMs } = scenario.run
  const records = job.records === true ? new RecordKeeper() : undefined
  let toldRows = 0
  const tally = simulate({
    scenario,
    strategy,
    options,
    seed,
    ...(records && { observers: [records] }),
    pace: {
      reached(nowMs, rows) {
        if (rows - toldRows < rowsBetween) return
        toldRows = rows
        tell({ share: (nowMs + warmupMs) / (durationMs + warmupMs), requests: rows })
      },
    },
  })
  return { tally, record: records?.record() }
}
