import type { CandidateResult, Results } from '../results/results.js'

/** Candidates that are ranked against each other. */
export interface League {
  readonly world: CandidateResult['world']
  readonly candidates: readonly CandidateResult[]
}

/**
 * Who is compared with whom: those that were measured properly, or, where nobody was, everybody, under reservation. Live
 * and virtual ones apart: without a proxy to pay for, the virtual one would always win. So would `ideal`, which nobody can
 * have: it is measured by, not ranked.
 */
export function leagues(results: Results): League[] {
  const all = rankable(results)
  const real = all.filter(({ strategy }) => strategy !== 'ideal')
  const ranked = real.length > 0 ? real : all
  return worlds
    .map(world => ({ world, candidates: ranked.filter(candidate => candidate.world === world) }))
    .filter(({ candidates }) => candidates.length > 0)
}

/** Those that no warning calls invalid; all, where it is all of them. */
export function rankable(results: Results): readonly CandidateResult[] {
  const invalid = invalidCandidates(results)
  const trusted = results.candidates.filter(({ id }) => !invalid.includes(id))
  return trusted.length > 0 ? trusted : results.candidates
}

export function invalidCandidates({ warnings, candidates }: Results): string[] {
  const invalid = warnings.filter(({ level }) => level === 'invalid')
  if (invalid.some(({ candidate }) => candidate === null)) return candidates.map(({ id }) => id)
  return candidates.map(({ id }) => id).filter(id => invalid.some(({ candidate }) => candidate === id))
}

const worlds = ['live', 'virtual'] as const
