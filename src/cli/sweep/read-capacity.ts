import type { Candidate } from '../../bench/candidate.js'
import { LbbenchError } from '../../errors.js'
import type { Scenario } from '../../scenario/scenario.js'
import { parseSlo, type Slo } from '../../sweep/slo.js'
import { defaultRequests, isTimed } from '../../sweep/trial-length.js'
import type { Args } from '../command.js'
import { loadScenario } from '../compare/request.js'
import type { Io } from '../io.js'
import { commandLineOf, overridesOf } from '../overrides-of.js'
import { mustBeVirtual, virtualCandidates } from './candidates.js'
import { jobsOf, requestsOf, roundsOf, toleranceOf } from './numbers.js'

/** What the user asked for, understood and checked. */
export interface CapacityRequest {
  /** Open loop; its rate counts for nothing. Times and rounds are those of live trials. */
  readonly scenario: Scenario
  readonly candidates: readonly Candidate[]
  readonly slos: readonly Slo[]
  readonly tolerance: number
  /** A trial in virtual time. */
  readonly requests: number
  readonly rounds: number
  readonly jobs: number
  /** Whether a live engine is asked as well. */
  readonly isLive: boolean
  readonly commandLine: string
}

/** The scenario without its rate, the objectives, and who runs. @throws LbbenchError where anything is wrong, before anything runs */
export async function readCapacity(args: Args, io: Io): Promise<CapacityRequest> {
  const candidates = await virtualCandidates(args.strategies as string, io)
  const slos = slosOf(args)
  const { scenario } = loadScenario(
    args.scenario as string,
    { ...overridesOf(args), rate: '1/s', rounds: undefined },
    io,
  )
  if (isTimed(scenario)) {
    const message = `${scenario.name} has faults at set times, so no rate can be sustained there for good`
    throw new LbbenchError(
      'SCENARIO',
      message,
      'search a scenario without faults, or gate a "lbbench compare" of this one',
    )
  }
  for (const candidate of candidates) mustBeVirtual(candidate, scenario)
  return {
    scenario,
    candidates,
    slos,
    tolerance: toleranceOf(args),
    requests: requestsOf(args) ?? defaultRequests(scenario),
    rounds: roundsOf(args),
    jobs: jobsOf(args),
    isLive: args.engine !== 'virtual',
    commandLine: commandLineOf('capacity', args, ['strategies', 'slo', 'tolerance', 'engine', 'requests', 'rounds']),
  }
}

/** One at least. */
function slosOf(args: Args): Slo[] {
  const texts = (args.slo as string[] | undefined) ?? []
  if (texts.length > 0) return texts.map(parseSlo)
  throw new LbbenchError(
    'USAGE',
    'capacity needs an objective',
    "give one or more: --slo 'p99 <= 200ms' --slo 'errorRate < 1%'",
  )
}
