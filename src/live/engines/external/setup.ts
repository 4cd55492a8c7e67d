import { specFor } from '../../../balancer/spec-for.js'
import { type Candidate, parseCandidates } from '../../../bench/candidate.js'
import { LbbenchError } from '../../../errors.js'
import type { BalancerSpec } from '../../../model/balancer-spec.js'
import type { Scenario } from '../../../scenario/scenario.js'
import { findStrategy } from '../../../strategies/index.js'
import { installedVersion } from './installed.js'
import type { Product } from './product.js'
import type { Policy, Setup } from './trial-setup.js'

/** Where balancer and backends are, and where it may keep files. */
export type Places = Pick<Setup, 'listen' | 'folder' | 'isWatched' | 'isOperated' | 'poolFile'> & {
  readonly addresses: readonly string[]
}

/** What a product's configuration for a candidate is written from. @throws LbbenchError ENGINE_FAILED where it cannot do it */
export function setupOf(product: Product, candidate: Candidate, scenario: Scenario, places: Places): Setup {
  const { addresses, ...rest } = places
  const policy = policyOf(product, candidate)
  if (typeof policy === 'string') throw new LbbenchError('ENGINE_FAILED', policy)
  return {
    candidate: candidate.id,
    scenario: scenario.name,
    version: installedVersion(product),
    policy,
    spec: specOf(candidate, scenario),
    backends: scenario.backends.map((spec, i) => ({ spec, address: addresses[i]! })),
    ...rest,
  }
}

/** A sentence where the product cannot run the candidate on this scenario. */
export function lackOf(product: Product, candidate: Candidate, scenario: Scenario): string | undefined {
  if (isOwn(candidate)) return ownLack(candidate, scenario)
  const policy = policyOf(product, candidate)
  if (typeof policy === 'string') return policy
  const { strategy, options } = candidate
  const wanted = { strategy, options, version: installedVersion(product), scenario }
  return product.lacks(specOf(candidate, scenario), wanted)
}

/** What the product's choice is in virtual time. */
export function twinOf(product: Product, candidate: Candidate): Candidate | null {
  if (isOwn(candidate)) return null
  const policy = policyOf(product, candidate)
  if (typeof policy === 'string') return null
  const [twin] = parseCandidates(policy.twin, ['virtual'])
  return { ...twin!, id: candidate.id, ...(candidate.sticky && { sticky: candidate.sticky }) }
}

/** Whether it is a configuration of the user's. */
export function isOwn({ source, strategy }: Candidate): boolean {
  return source !== undefined && source.label === strategy
}

/** What it names cannot be changed, so it has to be what the scenario names. */
function ownLack({ strategy }: Candidate, { balancer, backends }: Scenario): string | undefined {
  if (balancer.changes.length > 0) return `lbbench does not change the backends of ${strategy} while it runs`
  if (balancer.port === 0) return `the scenario must say where ${strategy} listens: balancer: { port: 8080 }`
  const anywhere = backends.find(({ port }) => port === 0)
  return (
    anywhere && `the scenario must give each backend the port that ${strategy} names, and ${anywhere.name} has none`
  )
}

function policyOf(product: Product, { strategy, options, source }: Candidate): Policy | string {
  if (source !== undefined) return `${product.title} cannot run a strategy of your own: only embedded and virtual can`
  return product.policyOf({ strategy, options, version: installedVersion(product) })
}

function specOf({ strategy, options }: Candidate, scenario: Scenario): BalancerSpec {
  return specFor(scenario.balancer, findStrategy(strategy), options)
}
