import type { Judgement } from '../results/results.js'
import type { Interval } from '../stats/interval.js'
import { complies, type Operator } from './gate.js'

/**
 * The rule of all gates: the whole 95 % interval complies: pass; none of it does: fail; the limit lies inside:
 * inconclusive, for more of the same might show either. Without an interval (one round) the value decides alone.
 */
export function decide({ value, low, high }: Interval, operator: Operator, limit: number): Judgement {
  const holds = (x: number): boolean => complies(x, operator, limit)
  if (low === null || high === null) return holds(value) ? 'pass' : 'fail'
  if (holds(low) === holds(high)) return holds(low) ? 'pass' : 'fail'
  // A limit of nothing at all ("errorRate <= 0%") asks what was seen; no number of requests could prove it.
  return value === 0 && limit === 0 && holds(0) ? 'pass' : 'inconclusive'
}

/** What to put between a number and its limit: "is within", "is below", ... */
export function verdictWords(judgement: Judgement, operator: Operator): string {
  if (judgement === 'inconclusive') return 'may lie on either side of'
  const upper = operator.startsWith('<')
  if (judgement === 'pass') return upper ? 'is within' : 'reaches'
  return upper ? 'is not within' : 'does not reach'
}
