import { type Candidate, idealStrategy } from '../../bench/candidate.js'
import { planRun } from '../../bench/plan.js'
import { runTrials } from '../../bench/run-trials.js'
import type { Trial } from '../../bench/trial.js'
import { LbbenchError } from '../../errors.js'
import { judge } from '../../gate/judge.js'
import { parseGate } from '../../gate/parse-gate.js'
import { assertInstalled, kindOf } from '../../live/backends/real/kind-of.js'
import { monotonicMs } from '../../live/clock.js'
import { engines } from '../../live/engines/index.js'
import { collate } from '../../results/collate.js'
import type { MetricName } from '../../results/results.js'
import { scenarioCautions } from '../../results/scenario-cautions.js'
import { summariseScenario } from '../../results/scenario-summary.js'
import type { Scenario } from '../../scenario/scenario.js'
import type { Capacity } from '../../sweep/capacity.js'
import { agreementOf, type Confirmation, edgeShares, jointJudgement, type LiveEdge } from '../../sweep/confirmation.js'
import { atRate } from '../../sweep/find-capacity.js'
import { plannedRate } from '../../sweep/offered-load.js'
import type { Io } from '../io.js'
import { liveRunOfOne } from '../live-run.js'
import { detailLines } from '../watch/detail-lines.js'
import { earlyWarning } from '../watch/early-warning.js'
import { type RunWatcher, toAll } from '../watch/run-watcher.js'
import { createProgressLine, type ProgressLine } from './progress.js'
import type { CapacityRequest } from './read-capacity.js'

/** What live trials said before they ended, and why they ended early, where they did. */
export interface Confirmed {
  readonly capacity: Capacity
  readonly failure: LbbenchError | undefined
}

/** Runs each capacity found live, just below it, at it, and just above. A failure ends it but loses nothing. */
export async function confirmLive(capacity: Capacity, request: CapacityRequest, io: Io): Promise<Confirmed> {
  const line = createProgressLine(io)
  const confirmations: Confirmation[] = []
  let failure: LbbenchError | undefined
  try {
    const kind = kindOf(request.scenario)
    if (kind) assertInstalled(kind)
    for (const { candidate, ratePerSecond } of capacity.candidates) {
      if (ratePerSecond === null || candidate.strategy === idealStrategy) continue
      const live = { ...candidate, engine: engines[0]!.name }
      const trials: LiveEdge[] = []
      for (const share of edgeShares) {
        const scenario = forLive(request, ratePerSecond * share)
        trials.push(await tryLive({ candidate: live, scenario, share }, { request, capacity, line, io }))
      }
      confirmations.push({ candidate: candidate.id, engine: live.engine, trials, agreement: agreementOf(trials) })
    }
  } catch (error) {
    if (!(error instanceof LbbenchError)) throw error
    failure = error
  } finally {
    line.clear()
  }
  return { capacity: { ...capacity, confirmations }, failure }
}

/** At a rate, as long as the scenario says, or longer, where a percentile needs it. */
function forLive({ scenario, slos }: CapacityRequest, ratePerSecond: number): Scenario {
  const needed = Math.max(...slos.map(({ metric }) => leastRequests[metric] ?? 150))
  const rated = atRate(scenario, Number(ratePerSecond.toPrecision(4)))
  const durationMs = Math.max(scenario.run.durationMs, Math.ceil((needed * 1000) / ratePerSecond))
  return { ...rated, run: { ...rated.run, durationMs } }
}

/** Half as many again as a percentile needs (ten beyond it), so that chance leaves none without. */
const leastRequests: Partial<Record<MetricName, number>> = { p99Ms: 1500, p999Ms: 15_000 }

const deaf: RunWatcher = {
  starting: () => undefined,
  trialDone: () => undefined,
  looked: () => undefined,
  finished: () => undefined,
}

interface Edge {
  readonly candidate: Candidate
  readonly scenario: Scenario
  readonly share: number
}

interface Surroundings {
  readonly request: CapacityRequest
  readonly capacity: Capacity
  readonly line: ProgressLine
  readonly io: Io
}

async function tryLive(
  { candidate, scenario, share }: Edge,
  { request, capacity, line, io }: Surroundings,
): Promise<LiveEdge> {
  const plan = planRun(scenario, [candidate])
  const trials: Trial[] = []
  const context = {
    scenario: summariseScenario(scenario),
    environment: capacity.environment,
    candidates: [candidate],
    refused: [],
    plannedRounds: scenario.run.rounds,
    cautions: scenarioCautions(scenario),
  }
  const where = `live  ${candidate.id} at ${(share * 100).toFixed(0)}% of its capacity`
  const watch = toAll([
    { ...deaf, starting: (_, index) => line.show(`${where}, round ${index + 1}/${plan.trials.length}`) },
    detailLines(monotonicMs, line.detail),
    earlyWarning(line.say),
  ])
  const { starting, phase, note } = watch
  for await (const trial of runTrials({ ...liveRunOfOne(io), plan, starting, phase, note })) {
    trials.push(trial)
    watch.trialDone(trial, collate(trials, context))
  }
  const results = collate(trials, context)
  const verdicts = judge(
    request.slos.map(({ text }) => parseGate(text)),
    results,
  )
  return { ratePerSecond: plannedRate(scenario)!, share, verdicts, judgement: jointJudgement(verdicts) }
}
