import type { Baseline } from '../../baseline/baseline.js'
import { machineKey } from '../../baseline/machine-key.js'
import type { DecidingPair } from '../../baseline/pair-decisions.js'
import { type Candidate, idealCandidate, parseCandidates } from '../../bench/candidate.js'
import { scenarioFor } from '../../bench/candidate-sticky.js'
import { engineNames } from '../../bench/engine-names.js'
import { LbbenchError } from '../../errors.js'
import type { Gate } from '../../gate/gate.js'
import { parseGate } from '../../gate/parse-gate.js'
import { kindOf } from '../../live/backends/real/kind-of.js'
import type { BackendKind } from '../../scenario/backend-kind/kind.js'
import { gateParts } from '../../scenario/gate-parts.js'
import type { Overrides } from '../../scenario/overrides.js'
import { type ReadScenario, readScenario } from '../../scenario/reader.js'
import type { Scenario } from '../../scenario/scenario.js'
import type { Setting } from '../../scenario/settings.js'
import { virtualEngine } from '../../virtual/virtual-engine.js'
import type { Args } from '../command.js'
import type { Io } from '../io.js'
import { commandLineOf, overridesOf } from '../overrides-of.js'
import { ownConfigurationsIn } from '../own/own-configurations.js'
import { ownStrategiesIn } from '../own/own-strategies.js'
import type { Against } from './against/against.js'
import { againstGates } from './against/gates.js'
import { calibrationNote } from './baseline/calibration-note.js'
import { checkBaseline } from './baseline/check-baseline.js'
import { baselineGates, givenBaseline } from './baseline/given-baseline.js'
import { checkGates } from './check-gates.js'
import { engineInfos } from './engines.js'
import { environmentOf } from './environment.js'
import { roundsOf } from './rounds.js'
import { checkScenarioName } from './scenario-slips.js'
import { targetFlags, withoutSecrets, withTargetSettings } from './target-flags.js'
import { readUntil, type Until, untilFlags } from './until/read-until.js'

/** What the user asked for, understood and checked. */
export interface Request {
  readonly scenario: Scenario
  readonly candidates: readonly Candidate[]
  /** Of the scenario, then of `--gate`. */
  readonly gates: readonly Gate[]
  readonly refused: readonly { readonly candidate: string; readonly reason: string }[]
  /** What is run in virtual time beside the candidates; see `TrialRole`. */
  readonly shadows: { readonly twins: boolean; readonly ideal: boolean }
  /** Why nothing is, where the scenario cannot exist in virtual time. */
  readonly noShadows: string | undefined
  /** Who is held against whom by --against, for the plan. */
  readonly againstNotes: readonly string[]
  /** Whether virtual trials keep their requests, too. */
  readonly records: boolean
  /** File for the decisions of all virtual candidates; see docs/virtual.md. */
  readonly trace: string | undefined
  /** What serves live candidates; undefined where that is simulated, and where there is no live candidate. */
  readonly kind: BackendKind | undefined
  /** Where the rounds are not the scenario's, why; see `roundsOf`. */
  readonly roundsNote: string | undefined
  /** Earlier runs to be held against, and what the plan says of them. */
  readonly baseline: Baseline | undefined
  readonly baselineNote: string | undefined
  readonly allowChangedDecisions: boolean
  /** Files of the user's in virtual time, each beside the one that --against holds it against. */
  readonly decidingPairs: readonly DecidingPair[]
  /** What its calibration says of the margins; undefined where it has none. */
  readonly calibrationNote: string | undefined
  /** Undefined where the number of rounds is given; else it is the most there may be. */
  readonly until: Until | undefined
  /** The command line that repeats this. */
  readonly commandLine: string
}

/** @throws LbbenchError where anything is wrong, before anything runs */
export async function readRequest(typed: Args, io: Io, against: Against): Promise<Request> {
  const { list } = against
  const baseline = await givenBaseline(typed, io)
  const engines = enginesFirst(typed.engine as string)
  const own = await ownStrategiesIn(list, io)
  const parsed = parseCandidates(list, engines, own, ownConfigurationsIn(list, io))
  const { candidates: held, pairs, notes: againstNotes, args } = await against.complete(parsed, { engines, own })
  const all = withTargetSettings(held, args)
  const { scenario: read } = loadScenario(args.scenario as string, overridesOf(args), io)
  const { rounds, note: roundsNote } = roundsOf(args, read, all)
  const { candidates, refused } = withoutRefused(all, read)
  if (candidates.length === 0) throw nothingRuns(refused)
  const until = readUntil(args, read, candidates)
  const scenario = { ...read, run: { ...read.run, rounds: until?.looks.at(-1) ?? rounds } }
  const said = [...scenario.gates, ...((typed.gate as string[] | undefined) ?? [])].map(text =>
    parseGate(text, gateParts(scenario)),
  )
  const gates = [
    ...said,
    ...againstGates(pairs, { candidates, scenario, args }),
    ...baselineGates(baseline, { said, args, closedLoop: scenario.traffic.load.kind === 'closed' }),
  ]
  checkGates(gates, { candidates: all, scenario, hasBaseline: args.baseline !== undefined })
  checkVirtualOnly(args, candidates, refused)
  const machine = machineKey(environmentOf('', io.now()))
  const starts = candidates.some(({ engine, target }) => engine !== virtualEngine.name && target === undefined)
  const kind = starts ? kindOf(scenario) : undefined
  if (!starts && scenario.run.backendKind !== undefined) checkLiveOnly(args)
  return {
    scenario,
    candidates,
    gates,
    refused,
    ...shadowsOf(args, scenario, candidates, kind),
    records: args.records === true,
    kind,
    trace: args.trace as string | undefined,
    againstNotes,
    baseline,
    decidingPairs: pairs.filter(pair => isOwnPair(pair, candidates)),
    allowChangedDecisions: args['allow-changed-decisions'] === true,
    baselineNote: checkBaseline(baseline, { candidates, scenario, gates, machine }),
    calibrationNote: calibrationNote(baseline, { candidates, scenario, gates, machine, args }),
    roundsNote,
    until,
    commandLine: commandLineOf(
      'compare',
      withoutSecrets(roundsNote === undefined ? args : { ...args, rounds: String(rounds) }),
      saidFlags(args),
    ),
  }
}

function isOwnPair(pair: DecidingPair, candidates: readonly Candidate[]): boolean {
  const both = candidates.filter(({ id }) => id === pair.candidate || id === pair.against)
  return both.every(({ engine, source }) => engine === virtualEngine.name && source !== undefined)
}

/** The one that candidates without an engine mean, then the others. */
function enginesFirst(engine: string): string[] {
  return [engine, ...engineNames.filter(name => name !== engine)]
}

/** What is ideal for the scenario's backends says nothing of backends that are not those. */
function shadowsOf(
  args: Args,
  scenario: Scenario,
  candidates: readonly Candidate[],
  kind: BackendKind | undefined,
): Pick<Request, 'shadows' | 'noShadows'> {
  const wanted = args['no-twin'] !== true
  const noShadows = wanted ? (unlike(kind) ?? virtualEngine.refuses(idealCandidate, scenario)) : undefined
  const possible = wanted && noShadows === undefined
  const onlyTargets = candidates.every(({ target }) => target !== undefined)
  return { shadows: { twins: possible, ideal: possible && !onlyTargets }, noShadows }
}

/** Why the model of a scenario's backends is no model of this kind: a gap between the two would say nothing. */
function unlike(kind: BackendKind | undefined): string | undefined {
  if (kind === undefined) return undefined
  if (!kind.can.includes('demand')) return `${kind.name} has service times of its own, which virtual time does not know`
  if (kind.concurrency.unlimited) return `${kind.name} serves whoever comes at once, whatever workers and threads say`
  return undefined
}

/** Reads a scenario by shipped name or path, flags applied, then settings. */
export function loadScenario(
  nameOrPath: string,
  overrides: Overrides,
  io: Io,
  settings: readonly Setting[] = [],
): ReadScenario {
  checkScenarioName(nameOrPath, io)
  return readScenario(nameOrPath, { cwd: io.cwd, overrides, settings, checkGate })
}

function checkGate(text: string, incidents: readonly string[]): string | undefined {
  try {
    parseGate(text, incidents)
    return undefined
  } catch (error) {
    if (error instanceof LbbenchError) return error.message
    throw error
  }
}

function withoutRefused(all: readonly Candidate[], scenario: Scenario): Pick<Request, 'candidates' | 'refused'> {
  const verdicts = all.map(candidate => ({
    candidate,
    reason: engineInfos
      .find(engine => engine.name === candidate.engine)!
      .refuses(candidate, scenarioFor(scenario, candidate)),
  }))
  const refused = verdicts.flatMap(({ candidate, reason }) => (reason ? [{ candidate: candidate.id, reason }] : []))
  return { candidates: verdicts.filter(({ reason }) => !reason).map(({ candidate }) => candidate), refused }
}

function nothingRuns(refused: Request['refused']): LbbenchError {
  const reasons = [...new Set(refused.map(({ reason }) => reason))]
  const names = refused.map(({ candidate }) => candidate).join(', ')
  return new LbbenchError(
    'USAGE',
    `nothing can be run of ${names}: ${reasons.join('; ')}`,
    'docs/engines.md says what each engine can do',
  )
}

/** A file that nothing would ever be written to. */
function checkVirtualOnly(args: Args, candidates: readonly Candidate[], refused: Request['refused']): void {
  const flag = ['records', 'trace'].find(name => args[name] !== undefined && args[name] !== false)
  if (flag === undefined || candidates.some(({ engine }) => engine === virtualEngine.name)) return
  const [first] = refused
  const hint =
    first === undefined
      ? 'name a candidate such as virtual:lc, or use --engine virtual'
      : `not run: ${first.candidate}: ${first.reason}`
  throw new LbbenchError('USAGE', `--${flag} is for virtual time, and no candidate runs in it`, hint)
}

/** In a scenario it waits for a live run; who types it means this one. */
function checkLiveOnly(args: Args): void {
  if (args['backend-kind'] === undefined) return
  const hint = 'leave it out, or use an engine such as embedded'
  throw new LbbenchError(
    'USAGE',
    '--backend-kind is for backends that lbbench starts, and none of these candidates has any',
    hint,
  )
}

/** Defaults may change, the record should not grow with them. */
function saidFlags({ engine }: Args): string[] {
  const judging = [
    'against',
    'baseline',
    'allow-changed-decisions',
    'max-regression',
    'no-twin',
    'records',
    'gate',
    'inconclusive',
    ...untilFlags,
  ]
  return ['strategies', ...(engine === engineNames[0] ? [] : ['engine']), ...judging, ...targetFlags]
}
