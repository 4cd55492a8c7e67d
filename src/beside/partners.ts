import { LbbenchError } from '../errors.js'
import { nearest } from '../nearest.js'
import type { CandidateResult, Results } from '../results/results.js'

/** Who is held against whom, and who has nobody. */
export interface Partners {
  readonly pairs: readonly { readonly before: CandidateResult; readonly after: CandidateResult }[]
  readonly onlyBefore: readonly string[]
  readonly onlyAfter: readonly string[]
}

/**
 * Candidates of the same id belong together, and those that the user said do.
 * @param said "before=after", ids as reports show them; each side once at most
 * @throws LbbenchError USAGE, UNKNOWN_NAME
 */
export function partnersOf(before: Results, after: Results, said: readonly string[]): Partners {
  const [lefts, rights] = [idsOf(before), idsOf(after)]
  const matches = said.map(text => matchOf(text, lefts, rights))
  checkOnce(matches)
  const taken = new Set(matches.map(([, right]) => right))
  const partner = (left: string): string | undefined =>
    matches.find(([one]) => one === left)?.[1] ?? (taken.has(left) ? undefined : left)
  const pairs = before.candidates.flatMap(one => {
    const other = after.candidates.find(({ id }) => id === partner(one.id))
    return other === undefined ? [] : [{ before: one, after: other }]
  })
  const paired = new Set(pairs.map(pair => pair.after.id))
  return {
    pairs,
    onlyBefore: lefts.filter(id => !pairs.some(pair => pair.before.id === id)),
    onlyAfter: rights.filter(id => !paired.has(id)),
  }
}

type Match = readonly [string, string]

/** An id may hold "=" (p2c?choices=3): whatever split names one of each side is meant. */
function matchOf(text: string, lefts: readonly string[], rights: readonly string[]): Match {
  const splits = [...text.matchAll(/=/g)].map(({ index }) => [text.slice(0, index), text.slice(index + 1)] as const)
  const [first] = splits
  if (first === undefined)
    throw new LbbenchError('USAGE', `--match ${text} names no two candidates`, 'write --match BEFORE=AFTER')
  const known = splits.find(([left, right]) => lefts.includes(left) && rights.includes(right))
  if (known !== undefined) return known
  const leftKnown = splits.find(([left]) => lefts.includes(left))
  if (leftKnown !== undefined) throw unknown(leftKnown[1], rights, 'after')
  throw unknown(first[0], lefts, 'before')
}

function unknown(name: string, ids: readonly string[], side: string): LbbenchError {
  const guess = nearest(name, ids)
  const meant = guess === undefined ? '' : `; did you mean "${guess}"?`
  return new LbbenchError(
    'UNKNOWN_NAME',
    `--match: no candidate "${name}" in the results ${side}${meant}`,
    `there is ${ids.join(', ') || 'none'}`,
  )
}

function checkOnce(matches: readonly Match[]): void {
  for (const side of [0, 1] as const) {
    const names = matches.map(match => match[side])
    const twice = names.find((name, i) => names.indexOf(name) < i)
    if (twice === undefined) continue
    throw new LbbenchError('USAGE', `--match names ${twice} twice`, 'a candidate is held against one other')
  }
}

const idsOf = ({ candidates }: Results): string[] => candidates.map(({ id }) => id)
