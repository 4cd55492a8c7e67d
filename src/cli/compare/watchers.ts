import type { RunPlan } from '../../bench/plan.js'
import { simulationsOf } from '../../bench/run-trials.js'
import type { Io } from '../io.js'
import { createProgress } from '../watch/progress-line.js'
import type { RunWatcher } from '../watch/run-watcher.js'
import type { Request } from './request.js'

/** Whoever follows the run as it is measured. */
export function watchersOf(plan: RunPlan, { shadows, until }: Request, io: Io): RunWatcher[] {
  return [
    createProgress({
      plan,
      simulations: simulationsOf({ plan, shadows }).length,
      stream: io.stderr,
      nowMs: () => performance.now(),
      maxMs: until?.maxTimeMs,
    }),
  ]
}
