import type { DecisionLog } from '../../baseline/baseline.js'
import type { RunPlan } from '../../bench/plan.js'
import { runTrials } from '../../bench/run-trials.js'
import type { StoppedCandidate } from '../../bench/stops.js'
import type { Trial } from '../../bench/trial.js'
import { LbbenchError } from '../../errors.js'
import { judge } from '../../gate/judge.js'
import { titleWithVersion } from '../../live/backends/real/kind-of.js'
import { collate, type RunContext } from '../../results/collate.js'
import type { Results } from '../../results/results.js'
import { scenarioCautions } from '../../results/scenario-cautions.js'
import { summariseScenario } from '../../results/scenario-summary.js'
import { createVirtualEngine } from '../../virtual/virtual-engine.js'
import type { Io } from '../io.js'
import { liveRun } from '../live-run.js'
import { type RunWatcher, toAll, watchedBy } from '../watch/run-watcher.js'
import { changedDecisions, keepDecisions } from './baseline/kept-decisions.js'
import { environmentOf } from './environment.js'
import type { Metrics } from './metrics.js'
import type { Output } from './output.js'
import type { Request } from './request.js'
import { resultsSoFar } from './results-so-far.js'
import type { Spans } from './spans/open-spans.js'
import { openTrace } from './trace.js'
import { openLooking } from './until/looking.js'

/** What came of a run: everything measured, and why it ended early, where it did. */
export interface Outcome {
  readonly results: Results
  readonly failure: LbbenchError | undefined
}

/** Where what is measured goes. */
export interface Destinations {
  readonly output: Output
  readonly metrics: Metrics
  readonly spans: Spans
  readonly watchers: readonly RunWatcher[]
  readonly io: Io
}

/** Runs the plan and saves the results so far after every live trial, and now and then between simulated ones. A failure ends the run but loses nothing. */
export async function measureAll(plan: RunPlan, request: Request, to: Destinations): Promise<Outcome> {
  const { output, metrics, spans, io } = to
  const watch = toAll(to.watchers)
  const looking = openLooking(request, { nowMs: () => performance.now(), looked: watch.looked })
  const context = contextOf(plan, request, io)
  const { records, shadows } = request
  const live = liveRun(io)
  const trace = openTrace(request.trace, plan, io)
  const decisions = keepDecisions(plan)
  const virtual = createVirtualEngine({ records, windows: true, traceOf: trace.fileOf, decisionsOf: decisions.mostOf })
  const trials: Trial[] = []
  const stopped: StoppedCandidate[] = []
  const collated = (): Results =>
    judged(collate(trials, { ...context, ...looking.context(), stopped }), decisions.logs(), request)
  const kept = resultsSoFar({ collate: collated, save: output.save, nowMs: () => performance.now() })
  let failure: LbbenchError | undefined
  try {
    const options = {
      plan,
      ...live,
      engines: [...live.engines, virtual],
      shadows,
      ...watchedBy(to.watchers),
      stopped(stop: StoppedCandidate): void {
        stopped.push(stop)
        watch.stopped(stop)
        metrics.run?.progress.stopped(stop.candidate)
      },
      enough: (rounds: number): boolean => looking.enough(rounds, collated()),
      watch: metrics.run,
      spanOf: spans.of,
    }
    for await (const trial of runTrials(options)) {
      trials.push(trial)
      decisions.add(trial)
      metrics.run?.progress.trialDone(trial)
      // In virtual time rows are kept for what incidents did, whether or not anybody asked for them.
      if (records || trial.tally === undefined) await output.addTrial(trial)
      watch.trialDone(trial, await kept(isLive(trial)))
    }
  } catch (error) {
    if (!(error instanceof LbbenchError)) throw error
    failure = error
  } finally {
    await virtual.close()
    await trace.close()
    watch.finished()
    metrics.finished()
    spans.ended(failure)
  }
  const results = collated()
  await saveAll(results, decisions.logs(), output)
  return { results, failure }
}

/** The last trials may not have been saved, nor who was stopped after them, nor that a look found this to be all. */
async function saveAll(results: Results, decisions: readonly DecisionLog[], output: Output): Promise<void> {
  if (results.candidates.length > 0 || results.stopped.length > 0) await output.save(results)
  if (results.candidates.length > 0) await output.savePage(results)
  await output.saveDecisions(decisions)
}

/** Of a simulated trial nobody looks at the health. */
const isLive = ({ health }: Trial): boolean => health !== undefined

function judged(results: Results, decisions: readonly DecisionLog[], request: Request): Results {
  const verdicts = judge(request.gates, results, { baseline: request.baseline })
  return { ...results, verdicts: [...verdicts, ...changedDecisions(results, decisions, request)] }
}

function contextOf({ scenario, candidates }: RunPlan, request: Request, io: Io): RunContext {
  return {
    scenario: summariseScenario(scenario, request.kind && titleWithVersion(request.kind)),
    environment: environmentOf(request.commandLine, io.now()),
    candidates,
    refused: request.refused,
    plannedRounds: scenario.run.rounds,
    // Of a target's backends the scenario says nothing.
    cautions: candidates.some(({ target }) => target === undefined) ? scenarioCautions(scenario) : [],
  }
}
