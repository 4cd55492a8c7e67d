import { exitStatus } from '../errors.js'
import type { Judgement, Results, Verdict } from '../results/results.js'

/** What inconclusive gates count as, where the user does not want to hear that they are. */
export type Lenience = 'pass' | 'fail'

/**
 * The exit status verdicts lead to: 1 where any gate failed, whatever the others say, as one on a stopped candidate does;
 * else 3 where a candidate was stopped, for it was asked for and could not be measured; else 4 where any cannot be told
 * (inconclusive or invalid); else 0. What is not proven never passes in silence: who says so may let inconclusive gates pass,
 * or fail, but not invalid ones, behind which there is no measurement.
 */
export function statusOf(
  verdicts: readonly Verdict[],
  stopped: Results['stopped'] = [],
  inconclusive?: Lenience,
): number {
  const any = (...judgements: Judgement[]): boolean => verdicts.some(({ judgement }) => judgements.includes(judgement))
  if (any('fail') || (inconclusive === 'fail' && any('inconclusive'))) return exitStatus.gateFailed
  if (stopped.length > 0) return exitStatus.cannotMeasure
  if (any('invalid')) return exitStatus.notTrusted
  return any('inconclusive') && inconclusive !== 'pass' ? exitStatus.notTrusted : exitStatus.ok
}
