import { parseCandidates } from '../../bench/candidate.js'
import { scenarioFor } from '../../bench/candidate-sticky.js'
import { configuredEngines, engineNames } from '../../bench/engine-names.js'
import { LbbenchError } from '../../errors.js'
import { products } from '../../live/engines/external/products.js'
import { lackOf, setupOf } from '../../live/engines/external/setup.js'
import type { Scenario } from '../../scenario/scenario.js'

export interface WantedConfiguration {
  /** E.g. "nginx:lc". */
  readonly candidate: string
  readonly scenario: Scenario
  /** "host:port". */
  readonly listen: string
  /** "host:port" a backend, in the order of the scenario; undefined for ports from 8001 on here. */
  readonly addresses: readonly string[] | undefined
}

/** The text that configures a real balancer for a candidate. @throws LbbenchError USAGE where there is none, and why */
export function configurationOf(wanted: WantedConfiguration): string {
  if (configuredEngines.includes(wanted.candidate))
    throw new LbbenchError('USAGE', `${wanted.candidate} is an engine: which strategy?`, `e.g. ${wanted.candidate}:rr`)
  const [candidate, second] = parseCandidates(wanted.candidate, engineNames)
  if (candidate!.target !== undefined)
    throw new LbbenchError('USAGE', 'a target is configured already, by whoever runs it', 'ask for e.g. nginx:lc')
  const product = products.find(({ name }) => name === candidate!.engine)
  if (second !== undefined)
    throw new LbbenchError(
      'USAGE',
      'one candidate has one configuration; this names several',
      'ask for one after the other',
    )
  if (product === undefined) {
    const names = products.map(({ name }) => `${name}:${candidate!.strategy}`).join(', ')
    throw new LbbenchError('USAGE', `${candidate!.engine} has no configuration of its own`, `ask for ${names}`)
  }
  const scenario = scenarioFor(wanted.scenario, candidate!)
  const lack = lackOf(product, candidate!, scenario)
  if (lack !== undefined) throw new LbbenchError('USAGE', lack, `docs/engines.md says what ${product.title} can do`)
  const [host, port] = hostAndPort(wanted.listen, '--listen')
  const addresses = addressesOf(wanted)
  return product.configure(
    setupOf(product, candidate!, scenario, { addresses, listen: { host, port }, folder: undefined }),
  )
}

function addressesOf({ scenario, addresses }: WantedConfiguration): readonly string[] {
  const count = scenario.backends.length
  if (addresses === undefined) return scenario.backends.map(({ port }, i) => `127.0.0.1:${port || 8001 + i}`)
  for (const address of addresses) hostAndPort(address, '--backend-at')
  if (addresses.length === count) return addresses
  const hint = 'give one for each backend, or change their number with --backends'
  throw new LbbenchError('USAGE', `--backend-at names ${addresses.length} of ${count} backends`, hint)
}

function hostAndPort(text: string, flag: string): [string, number] {
  const [, host, digits] = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  if (host === undefined || port < 1 || port > 65_535)
    throw new LbbenchError('USAGE', `${flag} "${text}" is no host:port`, 'e.g. 10.0.0.11:8000 or [::1]:8000')
  return [host, port]
}
