import type { Candidate } from '../../../bench/candidate.js'
import { LbbenchError } from '../../../errors.js'
import type { Scenario } from '../../../scenario/scenario.js'
import { parseRange } from '../../../sweep/parse-range.js'
import { axisBetween } from '../../../sweep/points.js'
import { defaultSlo } from '../../../sweep/scaling/default-slo.js'
import type { SloSource } from '../../../sweep/scaling/scaling.js'
import { parseSlo, type Slo } from '../../../sweep/slo.js'
import { isTimed } from '../../../sweep/trial-length.js'
import { parseRate } from '../../../units.js'
import type { Args } from '../../command.js'
import { loadScenario } from '../../compare/request.js'
import type { Io } from '../../io.js'
import { commandLineOf, overridesOf } from '../../overrides-of.js'
import { mustBeVirtual, virtualCandidates, withIdeal } from '../candidates.js'
import { defaultRounds, defaultStrategies, defaultTolerance } from '../defaults.js'
import { countOf, jobsOf, requestsOf, roundsOf, toleranceOf } from '../numbers.js'

/** What the user asked for, understood and checked. */
export interface ScalingRequest {
  /** The rate that is to be carried, where somebody asks how many backends that takes. */
  readonly needPerSecond: number | null
  /** A fleet a size, ascending. Open loop; its rate counts for nothing. */
  readonly scenarios: readonly Scenario[]
  /** A trial, a size each. */
  readonly requests: readonly number[]
  /** `ideal` last, unless it is listed. */
  readonly candidates: readonly Candidate[]
  readonly slos: readonly Slo[]
  readonly sloFrom: SloSource
  readonly tolerance: number
  readonly rounds: number
  readonly jobs: number
  readonly commandLine: string
}

/** Fleets of all sizes, the objectives, and who runs. @throws LbbenchError where anything is wrong, before anything runs */
export async function readScaling(typed: Args, io: Io): Promise<ScalingRequest> {
  const args: Args = { ...defaults, ...typed }
  const candidates = withIdeal(await virtualCandidates(args.strategies as string, io), args['no-ideal'] !== true)
  const span = parseRange('backends', typed.backends as string)
  const { values } = axisBetween(span, countOf(args, 'steps', { least: 2, most: 200 }))
  const scenarios = values.map(count => fleetOf(count, args, io))
  mustLast(scenarios[0]!)
  for (const candidate of candidates) mustBeVirtual(candidate, scenarios[0]!)
  const given = ((args.slo as string[] | undefined) ?? []).map(parseSlo)
  const { slo, from } = defaultSlo(scenarios[0]!)
  const requests = requestsOf(args)
  return {
    needPerSecond: args.rate === undefined ? null : needOf(args.rate as string),
    scenarios,
    requests: scenarios.map(scenario => requests ?? defaultRequests(scenario)),
    candidates,
    ...(given.length > 0 ? { slos: given, sloFrom: 'flag' } : { slos: [slo], sloFrom: from }),
    tolerance: toleranceOf(args),
    rounds: roundsOf(args),
    jobs: jobsOf(args),
    commandLine: commandLineOf('sweep', args, flags),
  }
}

const defaults = { strategies: defaultStrategies, rounds: defaultRounds, tolerance: defaultTolerance }
const flags = ['strategies', 'backends', 'rate', 'steps', 'slo', 'tolerance', 'no-ideal', 'requests', 'rounds']

/** @throws LbbenchError USAGE */
function needOf(rate: string): number {
  try {
    return parseRate(rate)
  } catch (error) {
    const why = `--rate ${rate}: ${(error as Error).message}`
    throw new LbbenchError('USAGE', why, 'it says what the fleet has to carry; leave it out to see what each one does')
  }
}

/** A search tries some eight rates at every size, so each is shorter than one point of another sweep; its p99 still has hundreds beyond it. */
function defaultRequests({ backends }: Scenario): number {
  return Math.min(1_000_000, Math.max(30_000, 2_000 * backends.length))
}

function fleetOf(count: number, args: Args, io: Io): Scenario {
  const overrides = { ...overridesOf(args), backends: String(count), rate: '1/s', rounds: undefined }
  return loadScenario(args.scenario as string, overrides, io).scenario
}

function mustLast(scenario: Scenario): void {
  if (!isTimed(scenario)) return
  throw new LbbenchError(
    'SCENARIO',
    `${scenario.name} has faults at set times, so no rate can be sustained there for good`,
    'draw the curve of a scenario without faults, or a metric of this one: --metric p99',
  )
}
