import { balancerBackends } from '../../../balancer/from-specs.js'
import { specFor } from '../../../balancer/spec-for.js'
import type { Candidate } from '../../../bench/candidate.js'
import type { Engine, TrialPlan } from '../../../bench/engine.js'
import type { Trial } from '../../../bench/trial.js'
import type { BalancerSight } from '../../../model/sight.js'
import { strategyFault } from '../../../own/fault.js'
import { mostMemoryMb } from '../../../own/most-memory.js'
import { findStrategy } from '../../../strategies/index.js'
import { ProgramGroup } from '../../programs/group.js'
import type { Program } from '../../programs/parent.js'
import { watchPulse } from '../../programs/watch-pulse.js'
import { liveLimit } from '../live-limit.js'
import { type LivePool, notStarted } from '../live-scaling.js'
import { loopback, measure } from '../measure.js'
import { startFleet } from '../start-fleet.js'
import { balancerLost } from './balancer-lost.js'
import type { BootBalancer } from './balancer-program.js'

/** lbbench's own balancer in a process of its own, between the generator and the simulated backends. */
export const embeddedEngine: Engine = {
  name: 'embedded',
  summary: "lbbench's own balancer on node:net, before simulated backends, over real HTTP on loopback",
  world: 'live',
  refuses: liveLimit,
  run: runTrial,
}

function runTrial(plan: TrialPlan, signal: AbortSignal): Promise<Trial> {
  const { realtime } = plan.scenario.run
  const group = new ProgramGroup(signal)
  const balancer = startBalancer(group, plan.candidate, realtime)
  const { seed, note } = plan
  const needs = { host: loopback, seed, note, reports: mayProbe(plan.candidate), down: notStarted(plan.scenario) }
  const fleet = startFleet(group, plan.scenario, needs)
  return measure(plan, group, fleet, {
    boot: ports => balancer.call('boot', bootOf(plan, ports)),
    begin: when => balancer.call('begin', when),
    utilisation: () => balancer.call('utilisation'),
    stats: () => balancer.call('stats'),
    ...(plan.scenario.incidents && { sight: () => balancer.call<BalancerSight>('sight') }),
    ...(plan.scenario.scaling && { pool: poolOf(balancer) }),
    metrics: () => balancer.call('metrics'),
  })
}

function poolOf(balancer: Program): LivePool {
  return {
    read: ends => balancer.call('pool', ends),
    change: (kind, backend) => balancer.call('change', { kind, backend }),
  }
}

/** The balancer's process; what its strategy does wrong, told by it or seen from here, ends the trial. */
function startBalancer(group: ProgramGroup, { strategy, source }: Candidate, realtime: boolean): Program {
  const who = source?.label ?? strategy
  const program = group.start({
    title: 'the balancer',
    module: 'engines/embedded/balancer-program.js',
    diedCode: 'BALANCER_FAILED',
    realtime,
    mostMemoryMb,
    died: words => balancerLost(words, { who, isOwn: source !== undefined, mostMemoryMb }),
  })
  program.call('fault').catch(group.fail)
  watchPulse(program, seconds =>
    group.fail(strategyFault(who, `blocks: the balancer it runs in did not answer for ${seconds} s`)),
  )
  return program
}

/** What a strategy of the user's knows is seen when it is loaded, and that is not here. */
function mayProbe({ strategy, source }: Candidate): boolean {
  return source !== undefined || findStrategy(strategy).knows.includes('probes')
}

function bootOf({ scenario, candidate, seed, watch }: TrialPlan, ports: readonly number[]): BootBalancer {
  const backends = balancerBackends(scenario.backends).map((backend, i) => ({
    ...backend,
    host: loopback,
    port: ports[i]!,
  }))
  const { strategy, options, source } = candidate
  const spec = source ? scenario.balancer : specFor(scenario.balancer, findStrategy(strategy), options)
  const metrics = watch !== undefined
  const scaled = scenario.scaling && {
    scaled: { outside: notStarted(scenario), keepsLatencies: scenario.scaling.metric === 'p99' },
  }
  return {
    spec,
    backends,
    strategy,
    options,
    seed,
    metrics,
    host: loopback,
    ...scaled,
    ...(source && { source }),
  }
}
