import { metricInfo } from '../results/metric-info.js'
import type { CandidateResult, Evidence, Judgement, MetricName } from '../results/results.js'
import type { Inference, Interval } from '../stats/inference.js'
import type { Named } from './claims.js'

/** What is known of a cell before it is decided: a quantity against a limit, or that there is nothing to decide. */
export type Finding = Measured | Settled

export interface Measured {
  readonly inference: Inference
  readonly kind: Evidence['kind']
  /** In the same quantity as the inference. */
  readonly limit: number
  /** The reason, with its verb put in: "is within". */
  readonly say: (verb: string, interval: Interval) => string
}

export interface Settled {
  readonly judgement: Exclude<Judgement, 'pass'>
  readonly reason: string
}

export const isSettled = (finding: Finding): finding is Settled => 'judgement' in finding

/** A metric of one candidate. */
export interface Side {
  readonly candidate: CandidateResult
  readonly metric: MetricName
}

export const label = ({ candidate, metric }: Named): string => `${candidate}.${metricInfo[metric].name}`

export function unknown(candidate: string, metric: MetricName): string {
  const why = metricInfo[metric].unit === 'ms' ? ': too few good answers in a round; run longer' : ''
  return `${label({ candidate, metric })} cannot be told${why}`
}
