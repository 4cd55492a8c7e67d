import { metricInfo } from '../results/metric-info.js'
import { isScalingMetric, type MetricKey, partInfo, titleOf } from '../results/metric-key.js'
import type { CandidateResult, Evidence, Judgement } from '../results/results.js'
import type { Inference, Interval } from '../stats/inference.js'
import type { Named } from './claims.js'

/** What is known of a cell before it is decided: a quantity against a limit, or that there is nothing to decide. */
export type Finding = Measured | Settled

export interface Measured {
  readonly inference: Inference
  readonly kind: Evidence['kind']
  /** In the same quantity as the inference. */
  readonly limit: number
  /** Absent where every round told it. */
  readonly atLeast?: AtLeast | undefined
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
  readonly metric: MetricKey
}

export const label = ({ candidate, metric }: Named): string => `${candidate}.${titleOf(metric)}`

/** That no round could tell it: of a run, longer ones may; of an incident, it is not there to be seen, however often one looks. */
export function unknown({ candidate, metric }: Side): Settled {
  const what = `${label({ candidate: candidate.id, metric })} cannot be told`
  if (typeof metric === 'string') {
    const why = metricInfo[metric].unit === 'ms' ? ': too few good answers in a round; run longer' : ''
    return { judgement: 'inconclusive', reason: what + why }
  }
  if (isScalingMetric(metric.name)) return { judgement: 'invalid', reason: `${what}: ${partInfo(metric.name).untold}` }
  const seen = candidate.incidents?.some(({ name }) => name === metric.incident) === true
  const why = seen ? partInfo(metric.name).untold : 'its requests were not kept one by one'
  return { judgement: 'invalid', reason: `${what}: ${why}` }
}

/** In how many rounds a side of a gate was only seen to take longer than it was looked for. */
export interface AtLeast {
  /** Of the quantity itself, and of what it is held against. */
  readonly left: number
  readonly right: number
  readonly rounds: number
  /** For how long the quantity itself was looked for at most, where it was in vain: "5000 ms"; undefined where every round saw its end. */
  readonly looked: string | undefined
}
