import type { PlannedTrial, RunPlan } from '../bench/plan.js'
import { formatDuration } from '../units.js'
import type { Stream } from './io.js'

/** One line on a terminal that says what is running and when it will be over; in a pipe it says nothing. */
export interface Progress {
  starting(trial: PlannedTrial, index: number, repeats: string | undefined): void
  finished(): void
}

/** @param nowMs any monotonic clock */
export function createProgress(plan: RunPlan, stream: Stream, nowMs: () => number): Progress {
  if (stream.isTTY !== true) return { starting: () => undefined, finished: () => undefined }
  const startedMs = nowMs()
  const clear = '\r\u001b[2K'
  return {
    starting(trial, index, repeats) {
      const eta = formatDuration(remainingMs(plan, index, nowMs() - startedMs))
      const what = `round ${trial.round + 1}/${plan.scenario.run.rounds}  ${trial.candidate.id}`
      const line = `${what}  trial ${index + 1}/${plan.trials.length}  about ${eta} left${repeats ? `  (again: ${repeats})` : ''}`
      stream.write(clear + line.slice(0, (stream.columns ?? 80) - 1))
    },
    finished: () => stream.write(clear),
  }
}

/** By the plan until two trials are done, by the pace so far afterwards. */
function remainingMs(plan: RunPlan, done: number, elapsedMs: number): number {
  const trials = plan.trials.length
  const perTrialMs = done < 2 ? plan.expectedMs / trials : elapsedMs / done
  return Math.round(((trials - done) * perTrialMs) / 1000) * 1000
}
