import type { Candidate } from '../../../bench/candidate.js'
import type { Engine, TrialPlan } from '../../../bench/engine.js'
import type { Target } from '../../../bench/target.js'
import type { Trial } from '../../../bench/trial.js'
import type { Scenario } from '../../../scenario/scenario.js'
import { monotonicMs } from '../../clock.js'
import type { LoadRecord } from '../../load/generator.js'
import type { Site } from '../../load/site.js'
import { watchMachine } from '../../machine.js'
import { ProgramGroup } from '../../programs/group.js'
import { watched } from '../../programs/watched.js'
import { askGlimpses } from '../ask-glimpses.js'
import { liveLimit } from '../live-limit.js'
import { generatorOf, leadMs, tellPhases, trialOf } from '../measure.js'
import { knownBackends } from './known-backends.js'
import { reach } from './reach.js'

/** A balancer that is there already, with backends of its own: nothing is started but the load generator. */
export const targetEngine: Engine = {
  name: 'target',
  summary: 'any balancer that is there already: target:https://lb.example/, see docs/cloud.md',
  world: 'live',
  refuses,
  twinOf: () => null,
  run: runTrial,
}

function refuses(candidate: Candidate, scenario: Scenario): string | undefined {
  if (scenario.backends.some(({ faults }) => faults.length > 0))
    return "the scenario's faults cannot be brought about in backends that are not ours: leave them out of the file"
  if (scenario.balancer.changes.length > 0)
    return "the scenario's changes of the pool cannot be made in a balancer that is not ours: leave them out of the file"
  return liveLimit(candidate, scenario)
}

async function runTrial(plan: TrialPlan, signal: AbortSignal): Promise<Trial> {
  const { warmupMs, durationMs, realtime } = plan.scenario.run
  const target = plan.candidate.target!
  const site = siteOf(target, await reach(target, signal))
  plan.note?.(`${site.authority} at ${site.addresses.join(', ')}, port ${site.port}`)
  const group = new ProgramGroup(signal)
  const generator = group.start({
    title: 'the load generator',
    module: 'load/program.js',
    diedCode: 'GENERATOR_FAILED',
    realtime,
  })
  return group.during(async () => {
    plan.phase?.('prime', monotonicMs())
    await generator.call('boot', generatorOf(plan, { host: site.addresses[0]!, port: site.port, site }))
    plan.watch?.began(plan, [watched('generator', generator)])
    const startAt = monotonicMs() + leadMs + warmupMs
    tellPhases(plan, { startAt, warmupMs, durationMs })
    const machineLoad = watchMachine(group)
    const lookAway = askGlimpses(plan, generator)
    const load = await generator.call<LoadRecord>('run', startAt)
    lookAway()
    const machine = machineLoad()
    await plan.watch?.ended()
    plan.phase?.('stop', monotonicMs())
    const outOfSight = { balancerUtilisation: undefined, backendUtilisation: undefined }
    return knownBackends(trialOf(plan, withoutIdeal(load), { ...machine, ...outOfSight }), load, plan.scenario)
  })
}

/** What a backend tells of its own time is without the way there: nobody knows how long a perfect harness would have waited. */
function withoutIdeal(load: LoadRecord): LoadRecord {
  return { ...load, record: { ...load.record, idealMs: load.record.idealMs.map(() => Number.NaN) } }
}

function siteOf(target: Target, addresses: readonly string[]): Site {
  const { port, authority, path, query, settings } = target
  const { headers, backendHeader, insecure } = settings
  const tls = target.tls ? { host: target.host, insecure } : undefined
  return { addresses, port, tls, authority, path, query, headers, backendHeader }
}
