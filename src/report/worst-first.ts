import { complies } from '../gate/gate.js'
import type { Evidence, Judgement, Verdict } from '../results/results.js'

/** Failures, then what cannot be told, then what holds; among equals whoever is farthest beyond the limit. */
export function worstFirst(verdicts: readonly Verdict[]): Verdict[] {
  return [...verdicts].sort((a, b) => order.indexOf(a.judgement) - order.indexOf(b.judgement) || farther(a, b))
}

const order: readonly Judgement[] = ['fail', 'invalid', 'inconclusive', 'pass']

function farther(a: Verdict, b: Verdict): number {
  const [left, right] = [excess(a.evidence), excess(b.evidence)]
  return left === right ? 0 : right - left
}

/**
 * By how much the estimate is beyond the limit, as a share of the limit: 0.5 is half as much again; negative where it
 * complies. Infinity beyond a limit of 0, and where nothing could be measured, as of a strategy that was stopped.
 */
export function excess(evidence: Evidence | null): number {
  if (evidence === null) return Infinity
  const { estimate, operator, limit } = evidence
  const beyond = operator.startsWith('<') ? estimate.value - limit : limit - estimate.value
  if (limit !== 0) return beyond / Math.abs(limit)
  return complies(estimate.value, operator, limit) ? 0 : Infinity
}
