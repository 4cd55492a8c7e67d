import { availableParallelism } from 'node:os'
import { LbbenchError } from '../../errors.js'
import { parseCount, parseShare } from '../../units.js'
import type { Args } from '../command.js'

/**
 * A whole number given by a flag; undefined where it is not given.
 * @throws LbbenchError USAGE
 */
export function countOf(
  args: Args,
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): number | undefined {
  const text = args[name] as string | undefined
  if (text === undefined) return undefined
  const value = parsed(name, text, parseCount)
  if (value < least) throw new LbbenchError('USAGE', `--${name} ${text}: expected at least ${least}`)
  if (value > most) throw new LbbenchError('USAGE', `--${name} ${text}: expected at most ${most}`)
  return value
}

/** @throws LbbenchError USAGE, the flag and what was expected */
export function parsed<T>(name: string, text: string, parse: (text: string) => T): T {
  try {
    return parse(text)
  } catch (error) {
    throw new LbbenchError('USAGE', `--${name} ${text}: ${(error as Error).message}`)
  }
}

/** A p99 in every round needs a thousand; more than a hundred million take minutes each. */
export const requestsOf = (args: Args): number | undefined => countOf(args, 'requests', { least: 1000, most: 1e8 })

export const roundsOf = (args: Args): number => countOf(args, 'rounds', { least: 1, most: 1000 })!

/** Trials at a time. */
export const jobsOf = (args: Args): number => countOf(args, 'jobs', { least: 1, most: 256 }) ?? availableParallelism()

/** How exactly a rate is searched, a share. */
export function toleranceOf(args: Args): number {
  const share = parsed('tolerance', args.tolerance as string, text => parseShare(text))
  if (share >= 0.001 && share <= 0.5) return share
  throw new LbbenchError('USAGE', `--tolerance ${args.tolerance as string}: expected 0.1% to 50%`)
}
