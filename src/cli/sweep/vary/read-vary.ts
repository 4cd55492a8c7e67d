import type { Candidate } from '../../../bench/candidate.js'
import { LbbenchError } from '../../../errors.js'
import { knownPaths } from '../../../scenario/known-paths.js'
import type { Scenario } from '../../../scenario/scenario.js'
import { isRange } from '../../../sweep/parse-range.js'
import { combinations } from '../../../sweep/vary/grid.js'
import { parseVary, type Variation, yamlValue } from '../../../sweep/vary/parse-vary.js'
import { mostRounds, varyRounds } from '../../../sweep/vary/vary-rounds.js'
import type { Args } from '../../command.js'
import { loadScenario } from '../../compare/request.js'
import type { Io } from '../../io.js'
import { commandLineOf, overridesOf } from '../../overrides-of.js'
import { mustBeVirtual, virtualCandidates } from '../candidates.js'
import { jobsOf, roundsOf } from '../numbers.js'

/** What the user asked for, understood and checked. */
export interface VaryRequest {
  readonly variations: readonly Variation[]
  /** One a combination; each is as long as it says itself, for its clock may matter. */
  readonly combinations: readonly { readonly values: readonly string[]; readonly scenario: Scenario }[]
  readonly candidates: readonly Candidate[]
  readonly rounds: number
  /** Why so many, where nobody said how many and there are fewer than usual. */
  readonly roundsNote: string | undefined
  readonly jobs: number
  readonly commandLine: string
}

/** A scenario for every combination of values, and who runs. @throws LbbenchError where anything is wrong, before anything runs */
export async function readVary(typed: Args, io: Io): Promise<VaryRequest> {
  const given: Args = { ...defaults, ...typed }
  for (const name of ['load', 'backends']) mustBeOne(name, given[name])
  const known = knownPaths()
  const typedOnes = (given.vary as string[]).map(text => parseVary(text, known))
  const variations = [...checkers(typedOnes, given, io), ...typedOnes]
  const candidates = await virtualCandidates(given.strategies as string, io)
  const all = combinations(variations).map(values => ({ values, scenario: scenarioOf(variations, values, given, io) }))
  const scenarios = all.map(({ scenario }) => scenario)
  for (const scenario of scenarios) for (const candidate of candidates) mustBeVirtual(candidate, scenario)
  const usual = varyRounds(scenarios, candidates.length)
  const args = { rounds: String(usual), ...given }
  return {
    variations,
    combinations: all,
    candidates,
    rounds: roundsOf(args),
    roundsNote: given.rounds === undefined && usual < mostRounds ? roundsNote : undefined,
    jobs: jobsOf(args),
    commandLine: commandLineOf('sweep', args, ['strategies', 'vary', 'load', 'backends', 'rounds']),
  }
}

/** One strategy, as it is not strategies that are held against each other. */
const defaults = { strategies: 'rr' }

const roundsNote = `fewer than the usual ${mostRounds}, as each has so many requests; --rounds ${mostRounds} runs them all`

/**
 * Active checks of a scenario that has none, and only what nginx does while it serves, which finds most faults before any check
 * could: where they are varied, they are HAProxy's and stand alone.
 */
function checkers(variations: readonly Variation[], args: Args, io: Io): Variation[] {
  const isOf = (path: string): boolean => variations.some(one => one.path === path || one.path.startsWith(`${path}.`))
  const isLeftOpen = !isOf('balancer.health.like') && !isOf('balancer.health.passive') && args.health === undefined
  if (!isOf('balancer.health.active') || !isLeftOpen) return []
  const { scenario } = loadScenario(args.scenario as string, { ...overridesOf(args), rounds: undefined }, io)
  if (scenario.balancer.health.name !== 'nginx') return []
  return [{ key: 'health.like', path: 'balancer.health.like', values: ['haproxy'] }]
}

function mustBeOne(name: string, given: unknown): void {
  if (given === undefined || !isRange(String(given))) return
  const key = name === 'load' ? 'traffic.load=40%,60%' : 'backends.count=2,4,8'
  throw new LbbenchError(
    'USAGE',
    `--${name} ${String(given)} is a range, and settings are varied already`,
    `give one value, or vary it: --vary ${key}`,
  )
}

function scenarioOf(variations: readonly Variation[], values: readonly string[], args: Args, io: Io): Scenario {
  const settings = variations.map(({ key, path }, i) => ({
    path: path.split('.').map(part => (/^\d+$/.test(part) ? Number(part) : part)),
    value: yamlValue(values[i]!),
    written: `--vary ${key}=${values[i]!}`,
  }))
  const overrides = { ...overridesOf(args), rounds: undefined }
  return loadScenario(args.scenario as string, overrides, io, settings).scenario
}
