import { drawWorkload, type Workload } from '../model/workload.js'
import type { Engine } from './engine.js'
import type { PlannedTrial, RunPlan } from './plan.js'
import type { Trial } from './trial.js'

export interface RunTrialsOptions {
  readonly plan: RunPlan
  readonly engines: readonly Engine[]
  /**
   * Why a trial cannot be used, or undefined. A rejected trial is repeated once; the second one counts, whatever it is.
   * At most a third of the plan is repeated: a machine that spoils more will not do better, and the user waits.
   */
  readonly rejection: (trial: Trial) => string | undefined
  /** Waited for before a repetition, so that what spoiled the first go may pass. */
  readonly beforeRepeat: (signal: AbortSignal) => Promise<void>
  /** Called before each trial; `repeats` says why, where it is a repetition. */
  readonly starting: (trial: PlannedTrial, index: number, repeats: string | undefined) => void
  readonly signal: AbortSignal
}

/**
 * Runs the plan, trial after trial, and hands out each as soon as it ended; a rejected one too, for its repetition may fail.
 * Of two attempts the last one counts.
 */
export async function* runTrials(options: RunTrialsOptions): AsyncGenerator<Trial> {
  const { plan, signal, rejection, starting } = options
  let repeatsLeft = Math.ceil(plan.trials.length / 3)
  let workload: { readonly round: number; readonly drawn: Workload } | undefined
  for (const [index, planned] of plan.trials.entries()) {
    if (workload?.round !== planned.round) workload = { round: planned.round, drawn: workloadOf(plan, planned) }
    const { drawn } = workload
    const run = (attempt: number, repeats?: string): Promise<Trial> => {
      signal.throwIfAborted()
      starting(planned, index, repeats)
      return engineOf(options, planned).run(
        { ...planned, role: 'candidate', scenario: plan.scenario, attempt, workload: drawn },
        signal,
      )
    }
    const first = await run(1)
    const rejected = repeatsLeft > 0 ? rejection(first) : undefined
    yield first
    if (rejected === undefined) continue
    repeatsLeft--
    await options.beforeRepeat(signal)
    yield await run(2, rejected)
  }
}

function engineOf({ engines }: RunTrialsOptions, { candidate }: PlannedTrial): Engine {
  return engines.find(({ name }) => name === candidate.engine)!
}

function workloadOf({ scenario }: RunPlan, { seed }: PlannedTrial): Workload {
  const { warmupMs, durationMs } = scenario.run
  return drawWorkload({ traffic: scenario.traffic, warmupMs, durationMs, seed })
}
