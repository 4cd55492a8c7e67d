import { LbbenchError } from '../errors.js'
import { nearest } from '../nearest.js'
import { findStrategy } from '../strategies/index.js'
import { parseOptions } from '../strategies/options.js'
import type { Options } from '../strategies/strategy.js'

/** The strategy that is none, in virtual time only: one central queue before all workers. */
export const idealStrategy = 'ideal'

/** One row of every report: `[engine:]strategy[?option=value&...]`. */
export interface Candidate {
  /** As the user wrote it, e.g. "p2c?choices=3"; unique in a run. */
  readonly id: string
  /** E.g. "embedded". */
  readonly engine: string
  /** Canonical strategy name, e.g. "lc", or `ideal`. */
  readonly strategy: string
  /** Every option of the strategy, defaults filled in. */
  readonly options: Options
}

/** What every report holds its candidates against. */
export const idealCandidate: Candidate = { id: idealStrategy, engine: 'virtual', strategy: idealStrategy, options: {} }

/**
 * Candidates from a comma-separated list, e.g. "rr,lc,p2c?choices=3".
 * @param engines names of the engines there are; the first one is meant where none is written. `ideal` means `virtual:ideal`.
 * @throws LbbenchError USAGE or UNKNOWN_NAME, naming the part that is wrong
 */
export function parseCandidates(list: string, engines: readonly string[]): Candidate[] {
  const ids = list.split(',').map(id => id.trim())
  if (ids.some(id => id === ''))
    throw new LbbenchError(
      'USAGE',
      `--strategies "${list}" has an empty entry`,
      'write names separated by commas: rr,lc,iphash',
    )
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice !== undefined)
    throw new LbbenchError('USAGE', `--strategies names "${twice}" twice`, 'each candidate is one row of the report')
  return ids.map(id => parseCandidate(id, engines))
}

function parseCandidate(id: string, engines: readonly string[]): Candidate {
  const [, written, name, optionText = ''] = /^(?:([^:?]*):)?([^?]*)(?:\?(.*))?$/s.exec(id)!
  const isIdeal = name!.toLowerCase() === idealStrategy
  const engine = written ?? (isIdeal ? 'virtual' : engines[0]!)
  if (!engines.includes(engine)) throw unknownEngine(engine, id, engines)
  if (isIdeal && optionText !== '') throw new LbbenchError('USAGE', `"${id}" gives options to ideal, which has none`)
  if (isIdeal) return { id, engine, strategy: idealStrategy, options: {} }
  const strategy = findStrategy(name!)
  return { id, engine, strategy: strategy.name, options: parseOptions(strategy, optionText) }
}

function unknownEngine(engine: string, id: string, engines: readonly string[]): LbbenchError {
  const guess = nearest(engine, engines)
  const hint = `engines: ${engines.join(', ')}`
  return new LbbenchError(
    'UNKNOWN_NAME',
    `unknown engine "${engine}" in "${id}"${guess ? `; did you mean "${guess}"?` : ''}`,
    hint,
  )
}
