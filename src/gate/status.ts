import { exitStatus } from '../errors.js'
import type { Judgement, Results, Verdict } from '../results/results.js'

/**
 * The exit status verdicts lead to: 1 where any gate failed, whatever the others say, as one on a stopped candidate does;
 * else 3 where a candidate was stopped, for it was asked for and could not be measured; else 4 where any cannot be told
 * (inconclusive or invalid); else 0. What is not proven never passes in silence.
 */
export function statusOf(verdicts: readonly Verdict[], stopped: Results['stopped'] = []): number {
  const any = (...judgements: Judgement[]): boolean => verdicts.some(({ judgement }) => judgements.includes(judgement))
  if (any('fail')) return exitStatus.gateFailed
  if (stopped.length > 0) return exitStatus.cannotMeasure
  return any('inconclusive', 'invalid') ? exitStatus.notTrusted : exitStatus.ok
}
