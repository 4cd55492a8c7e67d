import { SecondSums } from '../autoscale/second-sums.js'
import { BalancerLog } from '../balancer/balancer-log.js'
import { specFor } from '../balancer/spec-for.js'
import { idealStrategy } from '../bench/candidate.js'
import { isGood } from '../bench/ending.js'
import type { Tally } from '../bench/tally.js'
import type { BackendSpec } from '../model/backend-spec.js'
import type { BalancerStats } from '../model/balancer-stats.js'
import { canFail } from '../model/fate.js'
import type { TrialScaling } from '../model/scaling-log.js'
import type { SessionSpec } from '../model/sessions.js'
import type { BalancerSight } from '../model/sight.js'
import { WorkloadStream } from '../model/workload.js'
import type { Scenario } from '../scenario/scenario.js'
import { findStrategy } from '../strategies/index.js'
import type { Options, Strategy } from '../strategies/strategy.js'
import { ClosedLoop } from './closed-loop.js'
import { deciderFor } from './decider.js'
import { type Observer, observedBy } from './observer.js'
import { runOpenLoop } from './open-loop.js'
import { noPace, type Pace } from './pace.js'
import { ScalingControl } from './scaling-control.js'
import { TallyKeeper } from './tally-keeper.js'
import { TrialRun } from './trial-run.js'

export interface SimulateOptions {
  readonly scenario: Scenario
  /** Canonical name, or `ideal`: see `CentralQueue`. */
  readonly strategy: string
  /** The strategy itself, where it is not one of ours. */
  readonly own?: Strategy
  /** Complete, as from `parseOptions`. */
  readonly options: Options
  /** Of the round: the same for all its candidates. */
  readonly seed: number
  /** Whoever else watches. */
  readonly observers?: readonly Observer[]
  readonly pace?: Pace
  /** Whether to sum up how it went over time: `Tally.windows`. */
  readonly windows?: boolean
}

/**
 * One trial in virtual time: the strategy, balancer, workload and backends of the live engine, and a clock that jumps from
 * event to event. Takes as long as it takes to compute, and memory for the requests in flight only. The same options give
 * the same numbers, bit for bit.
 */
export function simulate(options: SimulateOptions): Tally {
  return simulateTrial(options).tally
}

/** What came of a trial, and what its balancer counted; `ideal` has none. */
export interface SimulatedTrial {
  readonly tally: Tally
  readonly balancer: BalancerStats | undefined
  /** Where the scenario has incidents. */
  readonly sight: BalancerSight | undefined
  /** Where the fleet is scaled. */
  readonly scaling: TrialScaling | undefined
}

/** As `simulate`, with what is not about requests. */
export function simulateTrial(options: SimulateOptions): SimulatedTrial {
  const { seed, pace = noPace } = options
  const scenario = scenarioFor(options)
  const { backends, traffic, run } = scenario
  const plan = { traffic, seed, warmupMs: run.warmupMs, durationMs: run.durationMs }
  const keeper = new TallyKeeper({
    backends: backends.length,
    clients: traffic.clients.count,
    durationMs: run.durationMs,
    sessions: traffic.sessions !== undefined,
    windows: options.windows ?? false,
  })
  const seconds = scenario.scaling && new SecondSums(run.durationMs, scenario.objectiveMs ?? traffic.timeoutMs)
  const observers = [...(options.observers ?? []), ...(seconds ? [watching(seconds)] : [])]
  const sink = observers.length === 0 ? keeper : observedBy(keeper, observers)
  const log = scenario.incidents && new BalancerLog(backends.length, 0, -run.warmupMs)
  const decider = deciderFor({ ...options, log }, scenario)
  const loop = traffic.load.kind === 'open' ? undefined : new ClosedLoop(plan)
  const ended = loop && ((nowMs: number) => loop.ended(nowMs))
  const trial = new TrialRun({ scenario, seed, sink, acts: decider.acts, ...(ended && { ended }) })
  const { balancer, pool } = decider.join(trial)
  const { scaling: spec } = scenario
  if (spec !== undefined && pool !== undefined)
    trial.scaling = new ScalingControl({ spec, scenario, fleet: trial.fleet, pool })
  const reached = (nowMs: number, rows: number): void => pace.reached(nowMs, rows, keeper)
  if (loop === undefined) runOpenLoop(trial, new WorkloadStream(plan, leftOut(backends)), reached)
  else loop.run(trial, reached)
  return {
    tally: keeper.tally(),
    balancer: balancer?.stats,
    sight: balancer && log?.sight(),
    scaling: seconds && trial.scaling?.trial(seconds),
  }
}

function watching(seconds: SecondSums): Observer {
  return { ended: ({ dueMs, doneMs, status }) => seconds.ended(dueMs, doneMs, isGood(status)) }
}

/** The scenario as the candidate meets it. */
function scenarioFor({ scenario, strategy, own, options }: SimulateOptions): Scenario {
  if (strategy === idealStrategy) return withOneStore(withOneQueueEach(scenario))
  return { ...scenario, balancer: specFor(scenario.balancer, own ?? findStrategy(strategy), options) }
}

/** Failure draws are for backends that can fail. */
function leftOut(backends: readonly BackendSpec[]): 'failure' | undefined {
  return backends.some(canFail) ? undefined : 'failure'
}

/** Who keeps one queue for all backends keeps the sessions there, too: none is lost, whatever store the others have. */
function withOneStore(scenario: Scenario): Scenario {
  const { traffic } = scenario
  if (traffic.sessions?.store !== 'memory') return scenario
  const sessions: SessionSpec = { ...traffic.sessions, store: 'redis', storeLatency: { kind: 'constant', valueMs: 0 } }
  return { ...scenario, traffic: { ...traffic, sessions } }
}

/** Workers with threads have a queue each, which a central queue must not meet: all its servers are workers. */
function withOneQueueEach(scenario: Scenario): Scenario {
  const merged = (spec: BackendSpec): BackendSpec => ({ ...spec, workers: spec.workers * spec.threads, threads: 1 })
  return { ...scenario, backends: scenario.backends.map(merged) }
}
