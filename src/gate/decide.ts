import type { Judgement } from '../results/results.js'
import { type Inference, intervalOf } from '../stats/inference.js'
import { complies, type Operator } from './gate.js'

/**
 * How sure a failure must be: at most this probability that any of the run's gates fails while its quantity is exactly at the
 * limit. It is what an interval of 95 % leaves to one side, so that a lone gate fails just where its interval lies beyond.
 */
export const alarmLevel = 0.025

export interface Doubt {
  /** Confidence of intervals. */
  readonly confidence: number
  /** Of the violation, corrected for all gates of the run; null where numbers are exact or of a single round. */
  readonly pAdjusted: number | null
}

/**
 * The rule of all gates. Pass: the whole interval complies. Fail: none of it does, and that is beyond doubt for all gates
 * together. Else inconclusive, for more of the same might show either.
 *
 * Failures are corrected for the number of gates: one false alarm is enough to turn a run red. Passes are not: a run is green only
 * if every gate passes, which errs no more often than the worst of them alone (intersection-union test, Berger 1982).
 */
export function decide(inference: Inference, operator: Operator, limit: number, doubt: Doubt): Judgement {
  const holds = (x: number): boolean => complies(x, operator, limit)
  const { value, low, high } = intervalOf(inference, doubt.confidence)
  if (low === null || high === null) return holds(value) ? 'pass' : 'fail'
  // A limit of nothing at all ("errorRate <= 0%", or <= that of one who had none) asks what was seen; no number of requests could prove it.
  if (limit === 0 && (inference.range.min === 0 || inference.unanimousOf !== undefined))
    return holds(value) ? 'pass' : 'fail'
  if (holds(low) && holds(high)) return 'pass'
  const violated = !holds(low) && !holds(high)
  return violated && (doubt.pAdjusted ?? 1) <= alarmLevel ? 'fail' : 'inconclusive'
}

/** How a number stands to its limit. */
export interface Standing {
  /** The estimate and its interval do not comply. */
  readonly beyond: boolean
  /** It is judged by more than the number says: it may be larger. */
  readonly open?: boolean
}

/** What to put between a number and its limit: "is within", "does not reach", ... */
export function verdictWords(judgement: Judgement, operator: Operator, { beyond, open = false }: Standing): string {
  const upper = operator.startsWith('<')
  if (judgement === 'inconclusive') return beyond ? 'seems beyond, but not beyond doubt,' : 'may lie on either side of'
  if (judgement === 'pass') return upper ? 'is within' : 'reaches'
  if (open) return upper ? 'is not shown to be within' : 'is not shown to reach'
  return upper ? 'is not within' : 'does not reach'
}
