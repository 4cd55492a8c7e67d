import { createBalancer } from '../balancer/create-balancer.js'
import { balancerBackends } from '../balancer/from-specs.js'
import { specFor } from '../balancer/spec-for.js'
import { idealStrategy } from '../bench/candidate.js'
import type { Tally } from '../bench/tally.js'
import type { BackendSpec } from '../model/backend-spec.js'
import { canFail } from '../model/fate.js'
import { randomStream } from '../model/random.js'
import { WorkloadStream } from '../model/workload.js'
import type { Scenario } from '../scenario/scenario.js'
import { findStrategy } from '../strategies/index.js'
import type { Options, Strategy } from '../strategies/strategy.js'
import { BalancerDispatcher } from './balancer-dispatcher.js'
import { CentralQueue } from './central-queue.js'
import { ClosedLoop } from './closed-loop.js'
import type { Dispatcher } from './dispatcher.js'
import { type Observer, observedBy } from './observer.js'
import { runOpenLoop } from './open-loop.js'
import { noPace, type Pace } from './pace.js'
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
}

/**
 * One trial in virtual time: the strategy, balancer, workload and backends of the live engine, and a clock that jumps from
 * event to event. Takes as long as it takes to compute, and memory for the requests in flight only. The same options give
 * the same numbers, bit for bit.
 */
export function simulate(options: SimulateOptions): Tally {
  const { seed, pace = noPace } = options
  const scenario = options.strategy === idealStrategy ? withOneQueueEach(options.scenario) : options.scenario
  const { backends, traffic, run } = scenario
  const plan = { traffic, seed, warmupMs: run.warmupMs, durationMs: run.durationMs }
  const keeper = new TallyKeeper({
    backends: backends.length,
    clients: traffic.clients.count,
    durationMs: run.durationMs,
  })
  const sink = options.observers === undefined ? keeper : observedBy(keeper, options.observers)
  if (traffic.load.kind === 'open') {
    const trial = new TrialRun({ scenario, seed, sink })
    trial.dispatcher = dispatcherFor(options, scenario, trial)
    runOpenLoop(trial, new WorkloadStream(plan, leftOut(backends)), pace)
  } else {
    const loop = new ClosedLoop(plan)
    const trial = new TrialRun({ scenario, seed, sink, ended: nowMs => loop.ended(nowMs) })
    trial.dispatcher = dispatcherFor(options, scenario, trial)
    loop.run(trial, pace)
  }
  return keeper.tally()
}

function dispatcherFor(
  { strategy, own, options, seed }: SimulateOptions,
  scenario: Scenario,
  trial: TrialRun,
): Dispatcher {
  const { backends, traffic, balancer } = scenario
  if (strategy === idealStrategy) {
    const resume = (slot: number, nowMs: number): void => trial.send(slot, nowMs, 502)
    return new CentralQueue({ backends, retries: balancer.retry.count, resume })
  }
  const chosen = own ?? findStrategy(strategy)
  const router = createBalancer({
    spec: specFor(balancer, chosen, options),
    backends: balancerBackends(backends),
    strategy: chosen,
    options,
    random: randomStream(seed, 'pick'),
  })
  return new BalancerDispatcher(router, trial.requests.jobs, traffic)
}

/** Failure draws are for backends that can fail. */
function leftOut(backends: readonly BackendSpec[]): 'failure' | undefined {
  return backends.some(({ failures }) => canFail(failures)) ? undefined : 'failure'
}

/** Workers with threads have a queue each, which a central queue must not meet: all its servers are workers. */
function withOneQueueEach(scenario: Scenario): Scenario {
  const merged = (spec: BackendSpec): BackendSpec => ({ ...spec, workers: spec.workers * spec.threads, threads: 1 })
  return { ...scenario, backends: scenario.backends.map(merged) }
}
