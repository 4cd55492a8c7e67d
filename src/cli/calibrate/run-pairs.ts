import type { RunPlan } from '../../bench/plan.js'
import { runTrials } from '../../bench/run-trials.js'
import type { Trial } from '../../bench/trial.js'
import { type CalibrationReport, calibrate } from '../../calibration/calibrate.js'
import { titleWithVersion } from '../../live/backends/real/kind-of.js'
import { collate } from '../../results/collate.js'
import { scenarioCautions } from '../../results/scenario-cautions.js'
import { summariseScenario } from '../../results/scenario-summary.js'
import { environmentOf } from '../compare/environment.js'
import { watchersOf } from '../compare/watchers.js'
import type { Io } from '../io.js'
import { liveRunOfOne } from '../live-run.js'
import { toAll, watchedBy } from '../watch/run-watcher.js'
import type { CalibrateRequest } from './read-request.js'

/** Runs all pairs as `compare` runs its rounds. @throws LbbenchError also where the machine spoils too many */
export async function runPairs(plan: RunPlan, request: CalibrateRequest, io: Io): Promise<CalibrationReport> {
  const { scenario, candidates, kind, margin, commandLine } = request
  const context = {
    scenario: summariseScenario(scenario, kind && titleWithVersion(kind)),
    environment: environmentOf(commandLine, io.now()),
    candidates,
    refused: [],
    plannedRounds: scenario.run.rounds,
    cautions: scenarioCautions(scenario),
  }
  const watchers = watchersOf(plan, undefined, io)
  const watch = toAll(watchers)
  const trials: Trial[] = []
  const startedMs = performance.now()
  try {
    for await (const trial of runTrials({ ...liveRunOfOne(io), plan, ...watchedBy(watchers) })) {
      trials.push(trial)
      watch.trialDone(trial, collate(trials, context))
    }
  } finally {
    watch.finished()
  }
  const pairMs = ((performance.now() - startedMs) / trials.length) * 2
  return calibrate({ trials, context, margin, closedLoop: context.scenario.offeredLoad === null, pairMs })
}
