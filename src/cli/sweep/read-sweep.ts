import { parse } from 'yaml'
import type { Candidate } from '../../bench/candidate.js'
import { LbbenchError } from '../../errors.js'
import { gateMetrics } from '../../gate/parse-gate.js'
import type { Overrides } from '../../scenario/overrides.js'
import type { Scenario } from '../../scenario/scenario.js'
import { type Axis, type AxisKind, axisInfo, axisKinds } from '../../sweep/axis.js'
import type { SweepMetric } from '../../sweep/curve.js'
import { isRange, parseRange } from '../../sweep/parse-range.js'
import { axisBetween } from '../../sweep/points.js'
import { withSlowBackend } from '../../sweep/slowed.js'
import { defaultRequests, lasting } from '../../sweep/trial-length.js'
import { parseShare } from '../../units.js'
import type { Args } from '../command.js'
import { loadScenario } from '../compare/request.js'
import type { Io } from '../io.js'
import { commandLineOf, overridesOf } from '../overrides-of.js'
import { mustBeVirtual, virtualCandidates, withIdeal } from './candidates.js'
import { defaultRounds, defaultStrategies } from './defaults.js'
import { countOf, jobsOf, parsed, requestsOf, roundsOf } from './numbers.js'

/** What the user asked for, understood and checked. */
export interface SweepRequest {
  readonly axis: Axis
  /** One a value of the axis. */
  readonly scenarios: readonly Scenario[]
  /** `ideal` last, unless it is listed. */
  readonly candidates: readonly Candidate[]
  readonly metric: SweepMetric
  readonly within: number
  readonly rounds: number
  readonly jobs: number
  readonly commandLine: string
}

/** The axis, a scenario for each of its values, and who runs. @throws LbbenchError where anything is wrong, before anything runs */
export async function readSweep(typed: Args, io: Io): Promise<SweepRequest> {
  const args: Args = { ...defaults, ...typed }
  const candidates = withIdeal(await virtualCandidates(args.strategies as string, io), args['no-ideal'] !== true)
  const axis = axisOf(args)
  const within = parsed('within', args.within as string, text => parseShare(text))
  const [rounds, jobs] = [roundsOf(args), jobsOf(args)]
  const requests = requestsOf(args)
  const scenarios = axis.values.map(value => {
    const scenario = scenarioAt(axis, value, args, io)
    return lasting(scenario, requests ?? defaultRequests(scenario))
  })
  for (const candidate of candidates) mustBeVirtual(candidate, scenarios[0]!)
  const metric = gateMetrics.get(args.metric as string) as SweepMetric
  const commandLine = commandLineOf('sweep', { ...args, [axis.kind]: args[axis.kind] ?? defaultLoads }, flags)
  return { axis, scenarios, candidates, metric, within, rounds, jobs, commandLine }
}

const defaultLoads = '10%..95%'
const defaults = { strategies: defaultStrategies, rounds: defaultRounds, metric: 'p99', within: '10%' }
const flags = ['strategies', ...axisKinds, 'steps', 'metric', 'within', 'no-ideal', 'requests', 'rounds']

function axisOf(args: Args): Axis {
  const ranges = axisKinds.filter(kind => isRange(String(args[kind] ?? '')))
  if (ranges.length > 1) {
    const [first, second] = ranges
    throw new LbbenchError(
      'USAGE',
      `--${first} and --${second} are both ranges`,
      'sweep one thing, and give one value for the other',
    )
  }
  const kind = ranges[0] ?? 'load'
  const text = (args[kind] as string | undefined) ?? defaultLoads
  if (!isRange(text))
    throw new LbbenchError(
      'USAGE',
      `--load ${text} is one point, so nothing is swept`,
      `give a range: --load ${defaultLoads}, --backends 2..64 or --slow-factor 1..5`,
    )
  if (kind === 'load') mustHaveLoad(args)
  return axisBetween(parseRange(kind, text), countOf(args, 'steps', { least: 2, most: 200 }))
}

/** Nobody typed the load that these stand against. */
function mustHaveLoad(args: Args): void {
  const rival = ['rate', 'connections', 'think'].find(name => args[name] !== undefined)
  if (rival === undefined) return
  throw new LbbenchError(
    'USAGE',
    `--${rival} takes the place of a load, which is what is swept`,
    'leave it out, or sweep --backends 2..64 or --slow-factor 1..5',
  )
}

function scenarioAt({ kind }: Axis, value: number, args: Args, io: Io): Scenario {
  const slowest = args['slow-factor'] as string | undefined
  const overrides = { ...overridesOf(args), ...(kind === 'slow-factor' ? {} : { [kind]: textOf(kind, value) }) }
  const { scenario, text } = loadScenario(args.scenario as string, { ...overrides, rounds: undefined }, io)
  if (kind !== 'slow-factor' && slowest === undefined) return scenario
  const factor = kind === 'slow-factor' ? value : parsed('slow-factor', slowest!, axisInfo['slow-factor'].parse)
  return withSlowBackend(scenario, { factor, keep: saysLoad(text, overrides) ? 'load' : 'rate' })
}

/** As it would be typed, to the last digit. */
function textOf(kind: AxisKind, value: number): string {
  return kind === 'load' ? `${Number((value * 100).toPrecision(9))}%` : String(value)
}

/** Whether the scenario, flags applied, gives its traffic as a load: then it follows the backends, as everywhere. */
function saysLoad(text: string, overrides: Overrides): boolean {
  if (overrides.rate !== undefined) return false
  const { traffic } = parse(text) as { traffic?: { load?: unknown } }
  return overrides.load !== undefined || traffic?.load !== undefined
}
