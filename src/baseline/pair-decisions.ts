import type { Results, Verdict } from '../results/results.js'
import type { DecisionLog } from './baseline.js'
import { counted, logOf, partedRound, partingText, type RequestText } from './parting.js'

/** Two candidates of one run, both in virtual time. */
export interface DecidingPair {
  readonly candidate: string
  readonly against: string
}

export interface DecidingPairs {
  readonly results: Results
  /** Of these results. */
  readonly decisions: readonly DecisionLog[]
  readonly pairs: readonly DecidingPair[]
  readonly requestText: RequestText
}

/**
 * Where versions of one strategy part, by the first request. To decide otherwise is what a new version is for: a verdict each
 * that always passes, so that whoever reads the others also reads why numbers moved. None while a run is not complete.
 */
export function pairDecisions({ results, decisions, pairs, requestText }: DecidingPairs): Verdict[] {
  if (!results.complete) return []
  const { backends } = results.scenario
  return pairs.flatMap(({ candidate, against }) => {
    const rounds = decisions.flatMap(after => {
      const before = after.candidate === candidate ? logOf(decisions, against, after.seed) : undefined
      return before === undefined ? [] : [{ before, after }]
    })
    if (rounds.length === 0) return []
    const parted = rounds.flatMap(({ before, after }) => partedRound(before, after))
    const [first] = parted
    const total = rounds.reduce((sum, { after }) => sum + after.decisions, 0)
    const reason =
      first === undefined
        ? `${candidate} decides as ${against}: the same ${total} decisions in ${counted(rounds.length, 'round')}`
        : `${partingText(first, { backends, after: candidate, before: against, requestText })} (in ${parted.length} of ${counted(rounds.length, 'round')}); told, not judged`
    return [
      { gate: `${candidate} and ${against} in virtual time`, judgement: 'pass', reason, evidence: null, told: true },
    ]
  })
}
