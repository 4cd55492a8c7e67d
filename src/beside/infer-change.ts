import { roundsOf } from '../gate/baseline/by-itself.js'
import { change, type Rounds, variesByFactors } from '../gate/baseline/change.js'
import { relationOf } from '../gate/baseline/in-relation.js'
import { withRunSpread } from '../gate/baseline/run-spread.js'
import { withoutErrors } from '../gate/unseen-errors.js'
import { withCounts } from '../results/counted-share.js'
import { estimateOf, type MetricKey } from '../results/metric-key.js'
import type { CandidateResult } from '../results/results.js'
import type { Inference } from '../stats/inference.js'
import type { Facing, Pair } from './pair.js'

/**
 * What the rounds of both tell of a change: after / before of what varies by factors and is positive, else after - before; paired
 * by requests or as two samples (Welch). As gates against a baseline do it: of live candidates in relation to the control, and
 * with what two runs differ by, nothing changed, in the error; virtual time has no such noise. Undefined where it cannot be told.
 */
export function inferChange(pair: Pair, { before, after, paired }: Facing, metric: MetricKey): Inference | undefined {
  const now = { ...pair.after, rounds: after }
  const then = { ...pair.before, rounds: before }
  const read = (scale: 'log' | 1): readonly [Rounds | undefined, Rounds | undefined] => [
    keyed(rounds(now, pair.control?.after, metric, scale), paired ? undefined : 'now'),
    keyed(rounds(then, pair.control?.before, metric, scale), paired ? undefined : 'then'),
  ]
  const logs = variesByFactors(metric) ? read('log') : undefined
  const byRatio = logs?.every(one => one !== undefined) === true
  const [nows, thens] = byRatio ? logs! : read(1)
  if (nows === undefined || thens === undefined) return undefined
  const plain = change({ now: nows, before: [thens], byRatio })
  if (plain === undefined) return undefined
  const inference = withCounts(plain, { left: after, right: before, metric, paired })
  const everybody = [now, then, ...(pair.control === undefined ? [] : [pair.control.after, pair.control.before])]
  if (now.world === 'virtual') return withoutErrors(inference, everybody, metric)
  const spread = {
    metric,
    related: pair.control !== undefined,
    before: [thens],
    level: estimateOf(then, metric)?.value ?? 0,
    byRatio,
  }
  return withoutErrors(withRunSpread(inference, spread).inference, everybody, metric)
}

function rounds(
  candidate: CandidateResult,
  control: CandidateResult | undefined,
  metric: MetricKey,
  scale: 'log' | 1,
): Rounds | undefined {
  return control === undefined ? roundsOf(candidate, metric, scale) : relationOf(candidate, control, metric, scale)
}

/** Rounds of other requests must not meet by their seeds: each gets a key that only its side has. */
function keyed(all: Rounds | undefined, side: 'now' | 'then' | undefined): Rounds | undefined {
  if (all === undefined || side === undefined) return all
  return new Map([...all.values()].map((value, i) => [side === 'now' ? i + 0.5 : -i - 0.5, value]))
}
