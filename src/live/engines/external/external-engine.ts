import type { Candidate } from '../../../bench/candidate.js'
import type { Engine, TrialPlan } from '../../../bench/engine.js'
import type { Trial } from '../../../bench/trial.js'
import { LbbenchError } from '../../../errors.js'
import type { Scenario } from '../../../scenario/scenario.js'
import { startCommands } from '../../programs/commands.js'
import { ProgramGroup } from '../../programs/group.js'
import { type TemporaryFolder, temporaryFolder } from '../../programs/temporary-folder.js'
import { liveLimit } from '../live-limit.js'
import { loopback, measure } from '../measure.js'
import { startFleet } from '../start-fleet.js'
import { ExternalBalancer } from './external-balancer.js'
import { installedVersion } from './installed.js'
import type { Product } from './product.js'
import { lackOf, twinOf } from './setup.js'

/** A balancer that is not ours as an engine: started for each trial, on loopback, without rights, with a configuration of its own. */
export function externalEngine(product: Product): Engine {
  return {
    name: product.name,
    summary: product.summary,
    world: 'live',
    refuses: (candidate: Candidate, scenario: Scenario) =>
      liveLimit(candidate, scenario) ?? lackOf(product, candidate, scenario),
    missing: () =>
      installedVersion(product) === undefined ? `${product.title} is not installed (${product.install})` : undefined,
    twinOf: candidate => twinOf(product, candidate),
    run: (plan, signal) => runTrial(product, plan, signal),
  }
}

async function runTrial(product: Product, plan: TrialPlan, signal: AbortSignal): Promise<Trial> {
  const version = installedVersion(product)
  if (version === undefined)
    throw new LbbenchError('ENGINE_FAILED', `${product.title} is not installed`, product.install)
  // Promises, so that one which is made while everything is stopped is removed too.
  const folders: Promise<TemporaryFolder>[] = []
  const group = new ProgramGroup(signal)
  const commands = startCommands(group, plan.scenario.run.realtime)
  const fleet = startFleet(group, plan.scenario, { host: loopback, seed: plan.seed, reports: false, note: plan.note })
  const balancer = new ExternalBalancer({
    product,
    version,
    plan,
    commands,
    folder: name => {
      const folder = temporaryFolder(name)
      folders.push(folder)
      return folder
    },
    fail: reason => group.fail(reason),
  })
  try {
    const trial = await measure(plan, group, fleet, balancer)
    return { ...trial, ...(balancer.software && { software: balancer.software }) }
  } catch (error) {
    if (!(error instanceof LbbenchError && error.code === 'ENGINE_FAILED' && folders.length > 0)) throw error
    const kept = await folders.shift()!
    await kept.keep()
    throw new LbbenchError(error.code, error.message, `its configuration and log are in ${kept.path}`)
  } finally {
    balancer.end()
    for (const folder of folders) await (await folder).remove()
  }
}
