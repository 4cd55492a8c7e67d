import type { RunPlan } from '../../bench/plan.js'
import { runTrials } from '../../bench/run-trials.js'
import type { Trial } from '../../bench/trial.js'
import { type CalibrationReport, calibrate } from '../../calibration/calibrate.js'
import { titleWithVersion } from '../../live/backends/real/kind-of.js'
import { summariseScenario } from '../../results/scenario-summary.js'
import { environmentOf } from '../compare/environment.js'
import type { Io } from '../io.js'
import { liveRunOfOne } from '../live-run.js'
import { createProgress } from '../watch/progress-line.js'
import type { CalibrateRequest } from './read-request.js'

/** Runs all pairs as `compare` runs its rounds. @throws LbbenchError also where the machine spoils too many */
export async function runPairs(plan: RunPlan, request: CalibrateRequest, io: Io): Promise<CalibrationReport> {
  const progress = createProgress({ plan, simulations: 0, stream: io.stderr, nowMs: () => performance.now() })
  const trials: Trial[] = []
  const startedMs = performance.now()
  try {
    const { starting } = progress
    for await (const trial of runTrials({ ...liveRunOfOne(io), plan, starting })) trials.push(trial)
  } finally {
    progress.finished()
  }
  const { scenario, candidates, kind, margin, commandLine } = request
  const context = {
    scenario: summariseScenario(scenario, kind && titleWithVersion(kind)),
    environment: environmentOf(commandLine, io.now()),
    candidates,
    refused: [],
    plannedRounds: scenario.run.rounds,
  }
  const pairMs = ((performance.now() - startedMs) / trials.length) * 2
  return calibrate({ trials, context, margin, closedLoop: context.scenario.offeredLoad === null, pairMs })
}
