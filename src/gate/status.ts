import { exitStatus } from '../errors.js'
import type { Judgement, Verdict } from '../results/results.js'

/**
 * The exit status verdicts lead to: 1 where any gate failed, whatever the others say; else 4 where any cannot be told
 * (inconclusive or invalid); else 0. What is not proven never passes in silence.
 */
export function statusOf(verdicts: readonly Verdict[]): number {
  const any = (...judgements: Judgement[]): boolean => verdicts.some(({ judgement }) => judgements.includes(judgement))
  if (any('fail')) return exitStatus.gateFailed
  return any('inconclusive', 'invalid') ? exitStatus.notTrusted : exitStatus.ok
}
