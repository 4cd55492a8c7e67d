import { readFile } from 'node:fs/promises'
import type { TrialPlan } from '../../../bench/engine.js'
import { LbbenchError } from '../../../errors.js'
import type { StrategySource } from '../../../strategies/source.js'
import { withPool } from './operator.js'
import { poolAtStart } from './pool.js'
import type { Product } from './product.js'
import { isOwn, type Places, setupOf } from './setup.js'
import type { Setup } from './trial-setup.js'

/** How a product is run for a trial. */
export interface Configured {
  readonly args: readonly string[]
  /** What `configFile` in its folder is to hold; undefined where it needs none. */
  readonly file: string | undefined
  /** What its pool file is to hold; undefined where it has none. */
  readonly pool: string | undefined
  /** What it is configured with, for the results; of a file of the user's, which may hold secrets, only which it is. */
  readonly configuration: string
  /** What that was written from; undefined where the user wrote it. */
  readonly setup: Setup | undefined
}

/** By a configuration written for the trial, or by the user's. */
export async function configured(
  product: Product,
  { candidate, scenario }: TrialPlan,
  places: Places & { readonly folder: string },
): Promise<Configured> {
  if (isOwn(candidate)) return ownConfigured(product, candidate.source!, places.folder)
  const weights = scenario.backends.map(({ weight }) => weight)
  const { changes } = scenario.balancer
  const setup = withPool(setupOf(product, candidate, scenario, places), poolAtStart(weights, changes))
  const text = product.configure(setup)
  const pool = setup.poolFile === undefined ? undefined : product.hands?.poolText?.(setup)
  const configuration = pool === undefined ? text : `${text}\n# ${setup.poolFile}, as the trial began:\n${pool}`
  return { args: product.args(places.folder, places.listen), file: text, pool, configuration, setup }
}

async function ownConfigured(
  product: Product,
  { path, label, sha256 }: StrategySource,
  folder: string,
): Promise<Configured> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new LbbenchError('ENGINE_FAILED', `${label} cannot be read: ${error.message}`)
  })
  const run = product.runOwn({ path, text })
  const configuration = `${label}, SHA-256 ${sha256}`
  return { args: run.args(folder), file: run.text, pool: undefined, configuration, setup: undefined }
}
