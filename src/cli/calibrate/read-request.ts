import { type Candidate, parseCandidates } from '../../bench/candidate.js'
import { withoutLabel } from '../../bench/candidate-label.js'
import { scenarioFor } from '../../bench/candidate-sticky.js'
import { engineNames } from '../../bench/engine-names.js'
import { leastPairs } from '../../calibration/calibrate.js'
import { LbbenchError } from '../../errors.js'
import { kindOf } from '../../live/backends/real/kind-of.js'
import type { BackendKind } from '../../scenario/backend-kind/kind.js'
import type { Scenario } from '../../scenario/scenario.js'
import { parseCount } from '../../units.js'
import type { Args } from '../command.js'
import { engineInfos } from '../compare/engines.js'
import { loadScenario } from '../compare/request.js'
import type { Io } from '../io.js'
import { maxRegressionOf } from '../max-regression.js'
import { commandLineOf, overridesOf } from '../overrides-of.js'
import { ownConfigurationsIn } from '../own/own-configurations.js'
import { ownStrategiesIn } from '../own/own-strategies.js'

/** What the user asked for, understood and checked. */
export interface CalibrateRequest {
  /** Its rounds are the pairs. */
  readonly scenario: Scenario
  /** The same one twice. */
  readonly candidates: readonly [Candidate, Candidate]
  readonly kind: BackendKind | undefined
  readonly margin: number
  readonly commandLine: string
}

/** @throws LbbenchError where anything is wrong, before anything runs */
export async function readCalibrate(args: Args, io: Io): Promise<CalibrateRequest> {
  const margin = maxRegressionOf(args['max-regression'] as string)
  const pairs = pairsOf(args.pairs as string)
  const { scenario: read } = loadScenario(args.scenario as string, overridesOf(args), io)
  const scenario = { ...read, run: { ...read.run, rounds: pairs } }
  const [one, again] = await twice(args, io)
  const refusal = engineInfos.find(({ name }) => name === one.engine)!.refuses(one, scenarioFor(scenario, one))
  if (refusal !== undefined)
    throw new LbbenchError(
      'USAGE',
      `${one.id} cannot be run on ${scenario.name}: ${refusal}`,
      'calibrate another candidate, such as rr',
    )
  if (one.engine === 'virtual')
    throw new LbbenchError(
      'USAGE',
      `${one.id} runs in virtual time, which has no noise`,
      'calibrate a live candidate, such as rr',
    )
  const kind = one.target === undefined ? kindOf(scenario) : undefined
  const commandLine = commandLineOf('calibrate', args, ['strategy', 'pairs', 'max-regression', 'engine'])
  return { scenario, candidates: [one, again], kind, margin, commandLine }
}

/** Under two names, as `compare -s rr,rr#2` would. */
async function twice(args: Args, io: Io): Promise<readonly [Candidate, Candidate]> {
  const given = args.strategy as string
  if (given.includes(','))
    throw new LbbenchError('USAGE', `--strategy ${given}: one candidate is run against itself`, 'name one, such as rr')
  const plain = withoutLabel(given.trim())
  const list = `${given.trim()},${plain}#${given.trim() === `${plain}#2` ? '3' : '2'}`
  const first = args.engine as string
  const engines = [first, ...engineNames.filter(name => name !== first)]
  const [one, again] = parseCandidates(list, engines, await ownStrategiesIn(list, io), ownConfigurationsIn(list, io))
  return [one!, again!]
}

function pairsOf(text: string): number {
  const pairs = Number.isNaN(Number(text)) ? Number.NaN : parseCount(text)
  if (pairs >= leastPairs && pairs <= 1000) return pairs
  throw new LbbenchError('USAGE', `--pairs ${text}: expected a whole number from ${leastPairs} to 1000`)
}
