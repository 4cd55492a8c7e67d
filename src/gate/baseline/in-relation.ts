import type { CandidateResult, MetricName, Results } from '../../results/results.js'
import { type Finding, label } from '../measured.js'
import { distrust } from '../trust.js'
import { change, isByRatio, type Rounds, typical } from './change.js'
import type { EarlierRuns, Pair } from './earlier-runs.js'
import { told, untold } from './told.js'

/** The candidate that tells how the machine itself changed, in this run and in each earlier one. */
export interface Control {
  readonly id: string
  readonly now: CandidateResult
  readonly before: readonly CandidateResult[]
}

/** Undefined where one of the runs lacks the control, or it cannot be trusted. */
export function controlOf(results: Results, baseline: EarlierRuns, control: string): Control | undefined {
  const find = (run: Results): CandidateResult | undefined =>
    distrust(run, control) === undefined ? run.candidates.find(({ id }) => id === control) : undefined
  const now = find(results)
  const before = baseline.runs.map(find).filter(one => one !== undefined)
  return now === undefined || before.length < baseline.runs.length ? undefined : { id: control, now, before }
}

/** By how much the relation to the control changed: of latencies a ratio of ratios, of shares a difference of differences. */
export function inRelation({ own, before, metric, limit }: Pair, control: Control, note: string): Finding {
  const byRatio = isByRatio(own.metric, limit)
  const now = contrast(own.candidate, control.now, own.metric, byRatio)
  const earlier = before.map((one, i) => contrast(one, control.before[i]!, metric, byRatio))
  const inference = change({ now, before: earlier, byRatio, factor: limit.factor })
  if (inference === undefined) return untold(own, own.metric)
  const name = (id: string): string => label({ candidate: id, metric: own.metric })
  const what = `${name(own.candidate.id)} ${byRatio ? '/' : '-'} ${name(control.id)}`
  return told({ own, limit, values: typical(now, earlier, byRatio), what, note }, inference)
}

/** Round by round, on the scale of the errors; rounds that one of both cannot tell are left out. */
function contrast(candidate: CandidateResult, control: CandidateResult, metric: MetricName, byRatio: boolean): Rounds {
  const controls = new Map(control.rounds.map(({ round, metrics }) => [round, metrics[metric]]))
  return new Map(
    candidate.rounds.flatMap(({ round, seed, metrics }) => {
      const [left, right] = [metrics[metric], controls.get(round) ?? null]
      if (left === null || right === null) return []
      if (!byRatio) return [[seed, left - right] as const]
      return left > 0 && right > 0 ? [[seed, Math.log(left) - Math.log(right)] as const] : []
    }),
  )
}
