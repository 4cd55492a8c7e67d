import type { Balancer } from '../balancer/balancer.js'
import type { BalancerLog } from '../balancer/balancer-log.js'
import { createBalancer } from '../balancer/create-balancer.js'
import { balancerBackends } from '../balancer/from-specs.js'
import { gauged, PoolGauge } from '../balancer/pool-gauge.js'
import { isRepeatable } from '../balancer/requests/repeatable.js'
import { idealStrategy } from '../bench/candidate.js'
import { randomStream } from '../model/random.js'
import type { Scenario } from '../scenario/scenario.js'
import { findStrategy } from '../strategies/index.js'
import type { Options, Strategy } from '../strategies/strategy.js'
import { BalancerDispatcher } from './balancer-dispatcher.js'
import { CentralQueue } from './central-queue.js'
import { HealthChecks } from './health-checks.js'
import { queuePool } from './queue-pool.js'
import type { ScaledPool } from './scaling-control.js'
import type { TrialRun } from './trial-run.js'

export interface DeciderOptions {
  readonly strategy: string
  /** As of `SimulateOptions`. */
  readonly own?: Strategy
  readonly options: Options
  readonly seed: number
  /** As of `BalancerOptions`; `ideal` notes nothing. */
  readonly log?: BalancerLog | undefined
}

/** Who will decide in a trial. */
export interface Decider {
  /** As of `TrialRunOptions`. */
  readonly acts: boolean
  /** Takes its place in the trial, before the first request. Returns the balancer, where it is one. */
  join(trial: TrialRun): Seated
}

/** Who has taken its place. */
export interface Seated {
  /** Where it is one. */
  readonly balancer: Balancer | undefined
  /** Where the fleet is scaled. */
  readonly pool: ScaledPool | undefined
}

/**
 * The candidate of a trial: a strategy and what is around it, or `ideal`, around which there is nothing.
 * @param scenario with the settings of this candidate, see `specFor`
 */
export function deciderFor({ strategy, own, options, seed, log }: DeciderOptions, scenario: Scenario): Decider {
  if (strategy === idealStrategy) return { acts: false, join: trial => joinIdeal(trial, scenario) }
  const chosen = own ?? findStrategy(strategy)
  const acts = own !== undefined || actsAlone(scenario, chosen)
  return { acts, join: trial => joinBalancer(trial, { scenario, strategy: chosen, options, seed, log }) }
}

function joinIdeal(trial: TrialRun, { backends, traffic, balancer, scaling }: Scenario): Seated {
  const repeatable = traffic.requests.map(({ method }) => isRepeatable(method))
  const queue = new CentralQueue({
    backends,
    retries: balancer.retry.count,
    repeatable: slot => repeatable[trial.requests.jobs.kind[slot]!]!,
    resume: (slot, nowMs) => trial.resume(slot, nowMs),
  })
  trial.dispatcher = queue
  const { workers, threads } = backends[0]!
  return { balancer: undefined, pool: scaling && queuePool(queue, backends.length, workers * threads) }
}

interface Seat {
  readonly scenario: Scenario
  readonly strategy: Strategy
  readonly options: Options
  readonly seed: number
  readonly log: BalancerLog | undefined
}

function joinBalancer(trial: TrialRun, { scenario, strategy, options, seed, log }: Seat): Seated {
  const { backends, traffic, run, balancer: spec, scaling } = scenario
  const { errands, requests } = trial
  const created = createBalancer({
    spec,
    backends: balancerBackends(backends),
    strategy,
    options,
    random: randomStream(seed, 'pick'),
    seed,
    epochMs: 0,
    startMs: -run.warmupMs,
    ...(errands && { world: errands }),
    ...(log && { log }),
  })
  const gauge = scaling && new PoolGauge(backends.length, scaling.metric === 'p99')
  const balancer = gauge === undefined ? created : gauged(created, gauge)
  trial.dispatcher = new BalancerDispatcher({
    ...{ balancer, spec, jobs: requests.jobs, traffic },
    acts: errands !== undefined,
  })
  errands?.serve(balancer, checksFor(trial, balancer, { scenario, seed }))
  errands?.begin(-run.warmupMs)
  return { balancer, pool: gauge && poolOf(balancer, gauge) }
}

function poolOf(balancer: Balancer, gauge: PoolGauge): ScaledPool {
  return {
    join: (backend, nowMs) => balancer.change({ kind: 'join', backend, atMs: nowMs }, nowMs),
    leave: (backend, nowMs) => balancer.change({ kind: 'leave', backend, atMs: nowMs }, nowMs),
    inFlight: backend => balancer.inFlight(backend),
    sent: backend => gauge.sent[backend]!,
    takeP99: () => gauge.takeP99(),
  }
}

function checksFor(
  { fleet, requests }: TrialRun,
  balancer: Balancer,
  { scenario, seed }: Pick<Seat, 'scenario' | 'seed'>,
): HealthChecks | undefined {
  const { backends, balancer: spec } = scenario
  if (spec.health.active === undefined) return undefined
  return new HealthChecks({
    spec: spec.health.active,
    fleet,
    requests,
    draws: backends.map(({ name }) => randomStream(seed, `check ${name}`)),
    told: (backend, ok, nowMs) => balancer.checked(backend, ok, nowMs),
  })
}

/**
 * Whether this balancer may ever plan, check, probe, hold or hedge anything. Where it cannot, nobody has to look for its plans
 * between two events. A strategy that takes `Services` may use them, and what one of somebody's own does, nobody knows.
 */
function actsAlone({ balancer, backends }: Scenario, strategy: Strategy): boolean {
  const { health, slowStart, retry, hedge, queue, breaker, sticky, changes } = balancer
  const parts = [health.active, health.outlier, slowStart, retry.budget, hedge, queue, breaker, sticky]
  return (
    parts.some(part => part !== undefined) ||
    retry.backoffMs > 0 ||
    changes.length > 0 ||
    backends.some(({ maxRequests }) => maxRequests > 0) ||
    strategy.start.length > 3
  )
}
