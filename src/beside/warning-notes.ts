import type { Warning } from '../results/results.js'
import type { Note, PairChange, Run } from './beside.js'

interface Compared {
  readonly before: Run
  readonly after: Run
  readonly pairs: readonly PairChange[]
}

/**
 * What the runs themselves warn of, of candidates that are compared: a note a kind, however many it is about. What is invalid
 * stands as a doubt where it belongs.
 */
export function warningNotes({ before, after, pairs }: Compared): Note[] {
  const ids = (side: 'before' | 'after'): Set<string> => new Set(pairs.map(pair => pair[side].id))
  const all = [...sideOf('before', before, ids('before')), ...sideOf('after', after, ids('after'))]
  return [...new Set(all.map(({ code }) => code))].map(code => noteOf(all.filter(one => one.code === code)))
}

interface Sided extends Warning {
  readonly side: string
}

function sideOf(side: string, { results }: Run, compared: ReadonlySet<string>): Sided[] {
  return results.warnings
    .filter(({ level, candidate }) => level === 'caution' && (candidate === null || compared.has(candidate)))
    .map(warning => ({ ...warning, side }))
}

/** The numbers of the first stand for all. */
function noteOf(warnings: readonly Sided[]): Note {
  const sides = [...new Set(warnings.map(({ side }) => side))].join(' and ')
  const names = [...new Set(warnings.flatMap(({ candidate }) => candidate ?? []))].join(', ')
  return {
    level: 'caution',
    message: `${sides}${names === '' ? '' : `, ${names}`}: ${shortened(warnings[0]!.message)}.`,
  }
}

/** What it is, without what to do about it: up to the first semicolon that stands in no bracket. */
function shortened(message: string): string {
  const [first = message] = /^(?:\([^)]*\)|[^;(])*/.exec(message.replace(/ \(in \d+ of \d+ rounds\)$/, '')) ?? []
  return first === '' ? message : first
}
