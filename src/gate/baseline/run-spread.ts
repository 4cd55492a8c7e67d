import { infoOf, type MetricKey } from '../../results/metric-key.js'
import { anywhere, type Inference, inferMean } from '../../stats/inference.js'
import { average, type Rounds } from './change.js'

/** From so many earlier runs on their own spread is used. */
const runsThatTell = 3

/**
 * How much two runs of the same code on the same machine are taken to differ where too few were kept to tell, as a share, one standard
 * deviation each: values by what the machine did that day, relations to a control of the same run by far less, shares of
 * requests (errors come in bursts) by more. Assumptions, and verdicts that rest on them say so.
 */
export const assumed = { value: 0.08, relation: 0.02, share: 0.3 } as const

export interface Spread {
  readonly metric: MetricKey
  /** Held in relation to a control. */
  readonly related: boolean
  /** On the scale of the errors, of each earlier run. */
  readonly before: readonly Rounds[]
  /** What the metric itself was; logarithms need it not. */
  readonly level: number
  readonly byRatio: boolean
}

/** The change with what runs differ by in its error, and what was assumed, as a share; undefined where the runs told it. */
export function withRunSpread(inference: Inference, spread: Spread): { inference: Inference; assumed?: number } {
  if (spread.before.length >= runsThatTell) return { inference: withSpreadOf(inference, spread.before) }
  const { metric, related, level, byRatio } = spread
  const share = infoOf(metric).unit === 'share' ? assumed.share : related ? assumed.relation : assumed.value
  const deviation = byRatio ? share : share * Math.abs(level)
  if (deviation === 0) return { inference }
  const variance = deviation * deviation * (1 + 1 / spread.before.length)
  return { inference: withAssumed(inference, variance), assumed: share }
}

/** What is assumed is taken as known, so Satterthwaite's degrees of freedom grow with its part. */
function withAssumed(inference: Inference, assumedVariance: number): Inference {
  const { standardError, degreesOfFreedom } = inference
  if (standardError === null) return inference
  const own = standardError * standardError
  const variance = own + assumedVariance
  const freedom = own === 0 ? 1e6 : Math.min(1e6, (degreesOfFreedom * variance * variance) / (own * own))
  return { ...inference, standardError: Math.sqrt(variance), degreesOfFreedom: freedom }
}

/** Whether one more run lies beyond earlier ones (a prediction interval): the spread of runs has the noise of their rounds in it. */
function withSpreadOf(inference: Inference, before: readonly Rounds[]): Inference {
  const runs = before.length
  const { standardError } = inferMean(before.map(average), 'linear', anywhere)
  const error = standardError! * Math.sqrt(runs + 1)
  const wider = inference.standardError === null || error > inference.standardError
  return wider ? { ...inference, standardError: error, degreesOfFreedom: runs - 1 } : inference
}
