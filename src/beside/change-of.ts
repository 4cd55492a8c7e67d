import { isAtTimeout } from '../results/at-timeout.js'
import { pDifferent } from '../results/comparison.js'
import { inferMetric } from '../results/estimates.js'
import { atLeastOf, type MetricKey } from '../results/metric-key.js'
import type { RoundResult } from '../results/results.js'
import { type Inference, type Interval, intervalOf } from '../stats/inference.js'
import type { Change } from './beside.js'
import { inferChange } from './infer-change.js'
import { facing, isSame, type Pair } from './pair.js'

/** A change before it is known what else was tested. */
export interface Measured {
  readonly change: Change
  /** Undefined where it cannot be told. */
  readonly inference: Inference | undefined
}

/** One metric of a pair: both sides over the rounds that face each other, and the change with its interval at that confidence. */
export function changeOf(pair: Pair, metric: MetricKey, tested: boolean, level: number): Measured {
  const rounds = facing(pair)
  const inference = inferChange(pair, rounds, metric)
  // No error on either side: nobody differs, though rare ones may have been missed, as the interval says.
  const same = isSame(rounds, metric) || (inference?.unanimousOf !== undefined && inference.value === 0)
  const change: Change = {
    metric,
    before: estimate(rounds.before, metric, level),
    after: estimate(rounds.after, metric, level),
    kind: inference?.scale === 'linear' ? 'difference' : 'ratio',
    change: inference === undefined ? null : intervalOf(inference, level),
    paired: rounds.paired,
    related: pair.control !== undefined,
    tested,
    p: tested && inference !== undefined ? pDifferent(inference) : null,
    pAdjusted: null,
    detectable: null,
    standing: same ? 'same' : 'none',
    open: {
      before: open(rounds.before, metric, pair.timeoutMs.before),
      after: open(rounds.after, metric, pair.timeoutMs.after),
    },
  }
  return { change, inference }
}

function estimate(rounds: readonly RoundResult[], metric: MetricKey, level: number): Interval | null {
  const inference = inferMetric(rounds, metric)
  return inference === undefined ? null : intervalOf(inference, level)
}

/** Rounds in which an incident's end was not seen; of latencies, those that are where clients give up. */
function open(rounds: readonly RoundResult[], metric: MetricKey, timeoutMs: number | null): number {
  if (typeof metric !== 'string') return atLeastOf(rounds, metric)
  return rounds.filter(round => isAtTimeout([round], metric, timeoutMs)).length
}
