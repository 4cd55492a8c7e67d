import { gatingRounds } from '../bench/plan.js'
import type { Trial } from '../bench/trial.js'
import { LbbenchError } from '../errors.js'
import { judge } from '../gate/judge.js'
import { regressionGates } from '../gate/regression-gates.js'
import { collate, type RunContext } from '../results/collate.js'
import { rejection } from '../results/rejection.js'
import type { Environment, ScenarioSummary, Verdict } from '../results/results.js'
import { type Noise, noiseOf } from './noise.js'
import { type Outlook, outlookOf } from './outlook.js'

/** What a machine can tell of a scenario: `lbbench calibrate --json`. */
export interface CalibrationReport {
  readonly schema: 'lbbench/calibration@1'
  readonly environment: Environment
  readonly scenario: Pick<ScenarioSummary, 'name' | 'hash' | 'durationMs' | 'warmupMs'>
  /** Run twice a round. */
  readonly candidate: string
  /** `used`: both sides measured properly. */
  readonly pairs: { readonly used: number; readonly spoiled: number }
  readonly noise: readonly Noise[]
  /** A share: what the outlooks, and the verdicts, are about. */
  readonly margin: number
  /** Gates of a run that asks for nothing else. */
  readonly gates: number
  /** Of p50 and p99, what is gated and has noise. */
  readonly outlooks: readonly Outlook[]
  /** Wall time of a pair, ms, that took no repetition. */
  readonly pairMs: number
  /** Of the same code against itself. */
  readonly verdicts: readonly Verdict[]
}

export interface Calibrating {
  readonly trials: readonly Trial[]
  /** Of the run; its candidates are the two sides. */
  readonly context: RunContext
  readonly margin: number
  readonly closedLoop: boolean
  readonly pairMs: number
}

/** Rounds that an outlook tables. */
const tabled = [5, 8, 12, gatingRounds, 20]
/** Fewer know a spread to a factor of four and worse. */
export const leastPairs = 3

/**
 * Trials of one candidate under two names in; what the machine can tell out. Pairs of which a side was spoiled are left out: they say
 * nothing of the noise of pairs that count.
 * @throws LbbenchError OUTPUT where more than half of the pairs are spoiled, or too few are left
 */
export function calibrate({ trials, context, margin, closedLoop, pairMs }: Calibrating): CalibrationReport {
  const [left, right] = context.candidates.map(({ id }) => id)
  const spoiled = spoiledRounds(trials)
  const used = context.plannedRounds - spoiled.size
  if (used < leastPairs || spoiled.size > context.plannedRounds / 2)
    throw tooNoisy(trials, spoiled, context.plannedRounds)
  const kept = trials.filter(({ round }) => !spoiled.has(round))
  const results = collate(kept, { ...context, plannedRounds: used })
  const gates = regressionGates({ candidate: right!, against: left!, maxRegression: margin, closedLoop })
  const noise = noiseOf(results.candidates[1]!.rounds, results.candidates[0]!.rounds)
  const gated = noise.filter(({ metric }) => gates.some(gate => gate.left.metric === metric))
  const { name, hash, durationMs, warmupMs } = results.scenario
  return {
    schema: 'lbbench/calibration@1',
    environment: results.environment,
    scenario: { name, hash, durationMs, warmupMs },
    candidate: left!,
    pairs: { used, spoiled: spoiled.size },
    noise,
    margin,
    gates: gates.length,
    outlooks: gated
      .filter(({ kind }) => kind === 'ratio')
      .map(one => outlookOf(one, { margin, gates: gates.length, rounds: tabled })),
    pairMs,
    verdicts: judge(gates, results),
  }
}

/** Rounds of which any side's last attempt is not to be trusted, each with the reason. */
function spoiledRounds(trials: readonly Trial[]): ReadonlyMap<number, string> {
  const last = new Map(trials.map(trial => [`${trial.round} ${trial.candidate}`, trial]))
  const reasons = [...last.values()].map(trial => [trial.round, rejection(trial)] as const)
  return new Map(reasons.filter((one): one is readonly [number, string] => one[1] !== undefined))
}

function tooNoisy(trials: readonly Trial[], spoiled: ReadonlyMap<number, string>, planned: number): LbbenchError {
  const [reason] = spoiled.values()
  const message =
    reason === undefined
      ? `${planned} pairs are too few to know a spread`
      : `${spoiled.size} of ${planned} pairs were spoiled: ${reason}`
  const hint =
    trials.length === 0 ? undefined : 'calibrate the machine as it is when gates run, with nothing else on it'
  return new LbbenchError('GENERATOR_FAILED', message, hint)
}
