import { drawWorkload, type Workload } from '../model/workload.js'
import type { Engine, TrialPlan } from './engine.js'
import type { PlannedTrial, RunPlan } from './plan.js'
import type { Trial } from './trial.js'

export interface RunTrialsOptions {
  readonly plan: RunPlan
  readonly engines: readonly Engine[]
  /** Why a trial cannot be used, or undefined. A rejected trial is repeated once; the second one counts, whatever it is. */
  readonly rejection: (trial: Trial) => string | undefined
  /** Called before each trial; `repeats` says why, where it is a repetition. */
  readonly starting: (trial: PlannedTrial, index: number, repeats: string | undefined) => void
  readonly signal: AbortSignal
}

/** Runs the plan, trial after trial, and hands out each trial that counts as soon as it ended. */
export async function* runTrials(options: RunTrialsOptions): AsyncGenerator<Trial> {
  const { plan, signal } = options
  let workload: { readonly round: number; readonly drawn: Workload } | undefined
  for (const [index, planned] of plan.trials.entries()) {
    signal.throwIfAborted()
    if (workload?.round !== planned.round) workload = { round: planned.round, drawn: workloadOf(plan, planned) }
    yield await trialThatCounts(options, planned, index, workload.drawn)
  }
}

async function trialThatCounts(
  options: RunTrialsOptions,
  planned: PlannedTrial,
  index: number,
  workload: Workload,
): Promise<Trial> {
  const engine = options.engines.find(each => each.name === planned.candidate.engine)!
  const plan = (attempt: number): TrialPlan => ({ ...planned, scenario: options.plan.scenario, attempt, workload })
  options.starting(planned, index, undefined)
  const first = await engine.run(plan(1), options.signal)
  const why = options.rejection(first)
  if (why === undefined) return first
  options.starting(planned, index, why)
  return engine.run(plan(2), options.signal)
}

function workloadOf({ scenario }: RunPlan, { seed }: PlannedTrial): Workload {
  const { warmupMs, durationMs } = scenario.run
  return drawWorkload({ traffic: scenario.traffic, warmupMs, durationMs, seed })
}
