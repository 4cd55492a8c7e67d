import type { Candidate } from '../../../bench/candidate.js'
import { planRun } from '../../../bench/plan.js'
import { LbbenchError } from '../../../errors.js'
import { leastRounds, looksWithin } from '../../../gate/until/looks.js'
import { parseTarget } from '../../../gate/until/parse-target.js'
import type { Target } from '../../../gate/until/target.js'
import type { Scenario } from '../../../scenario/scenario.js'
import { formatDuration, parseDuration } from '../../../units.js'
import type { Args } from '../../command.js'
import { wholeNumber } from '../../route/whole-number.js'
import { defaultMaxRounds, defaultMaxTime, untilOptions } from './options.js'

/** A run of adaptive length, all of it fixed before it begins. */
export interface Until {
  readonly targets: readonly Target[]
  /** Rounds after which the data is looked at, ascending; the last one is the end. */
  readonly looks: readonly number[]
  readonly maxTimeMs: number
  readonly maxRounds: number
}

/** Names of the flags, for the command line that repeats a run. */
export const untilFlags = Object.keys(untilOptions)

/**
 * What `--until` says; undefined where it is not there.
 * @throws LbbenchError USAGE where a flag is wrong, or the budget too small to look even once
 */
export function readUntil(args: Args, scenario: Scenario, candidates: readonly Candidate[]): Until | undefined {
  const texts = args.until as string[] | undefined
  if (texts === undefined) return withoutUntil(args)
  if (args.rounds !== undefined)
    throw new LbbenchError(
      'USAGE',
      '--until finds the number of rounds itself',
      'leave --rounds out, or give --max-rounds',
    )
  const maxTimeMs = maxTimeOf((args['max-time'] as string | undefined) ?? defaultMaxTime)
  const maxRounds = wholeNumber(
    'max-rounds',
    (args['max-rounds'] as string) ?? String(defaultMaxRounds),
    leastRounds,
    1000,
  )
  const incidents = scenario.incidents?.map(({ name }) => name)
  const oneRound = { ...scenario, run: { ...scenario.run, rounds: 1 } }
  const roundMs = planRun(oneRound, candidates).expectedMs
  const looks = looksWithin({ maxTimeMs, maxRounds, roundMs })
  if (looks.length === 0) throw tooShort(maxTimeMs, roundMs)
  return { targets: texts.map(text => parseTarget(text, incidents)), looks, maxTimeMs, maxRounds }
}

function withoutUntil(args: Args): undefined {
  const lone = ['max-time', 'max-rounds'].find(name => args[name] !== undefined)
  if (lone !== undefined) throw new LbbenchError('USAGE', `--${lone} goes with --until`, "such as --until 'p99 +-5%'")
  return undefined
}

function maxTimeOf(text: string): number {
  try {
    return parseDuration(text)
  } catch (error) {
    throw new LbbenchError('USAGE', `--max-time ${text}: ${(error as Error).message}`)
  }
}

function tooShort(maxTimeMs: number, roundMs: number): LbbenchError {
  const needed = formatDuration(Math.ceil((leastRounds * roundMs) / 1000) * 1000)
  return new LbbenchError(
    'USAGE',
    `--max-time ${formatDuration(maxTimeMs)} is too short: the first look is after ${leastRounds} rounds, which take about ${needed}`,
    `give --max-time ${needed} at least, a shorter --duration, or fewer candidates`,
  )
}
