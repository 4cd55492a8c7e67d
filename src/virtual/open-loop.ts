import type { WorkloadStream } from '../model/workload.js'
import type { TrialRun } from './trial-run.js'

/** Requests come when they come, whatever became of those before them. */
export function runOpenLoop(
  trial: TrialRun,
  stream: WorkloadStream,
  reached: (nowMs: number, rows: number) => void,
): void {
  let row = 0
  for (let block = stream.next(); block.size > 0; block = stream.next()) {
    const { size, dueMs } = block
    reached(dueMs[0]!, row)
    trial.prepare(block)
    for (let i = 0; i < size; i++) {
      const nowMs = dueMs[i]!
      trial.advance(nowMs)
      trial.begin(row++, nowMs, block, i)
    }
  }
  while (trial.inFlight > 0) trial.advance(trial.nextMs())
}
