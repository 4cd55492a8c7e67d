import { estimateOf, type MetricKey, roundValue } from '../../results/metric-key.js'
import type { CandidateResult, Results } from '../../results/results.js'
import { type Finding, label } from '../measured.js'
import { distrust } from '../trust.js'
import { withoutErrors } from '../unseen-errors.js'
import { change, isByRatio, type Rounds, typical, variesByFactors } from './change.js'
import { type EarlierRuns, invalid, type Pair } from './earlier-runs.js'
import { withRunSpread } from './run-spread.js'
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

/**
 * By how much the relation to the control changed: of latencies a ratio of ratios; of shares a difference of differences, in which what
 * the control changed by counts as the machine's: own - factor * own before - (control - control before).
 */
export function inRelation({ own, before, metric, limit }: Pair, control: Control, note: string): Finding {
  const byRatio = isByRatio(own.metric, limit)
  if (!byRatio && variesByFactors(own.metric))
    return invalid(
      `${label({ candidate: own.candidate.id, metric: own.metric })} is held in relation to ${control.id}, and a fixed amount means another thing on another day; use a factor`,
    )
  const now = relationOf(own.candidate, control.now, own.metric, byRatio ? 'log' : 1)
  const earlier = before.map((one, i) => relationOf(one, control.before[i]!, metric, byRatio ? 'log' : limit.factor))
  if (now === undefined || earlier.some(one => one === undefined)) return untold(own, own.metric)
  const plain = earlier as Rounds[]
  const inference = change({ now, before: plain, byRatio })
  if (inference === undefined) return untold(own, own.metric)
  const level = estimateOf(before.at(-1)!, metric)?.value ?? 0
  const spread = withRunSpread(inference, { metric: own.metric, related: true, before: plain, level, byRatio })
  const name = (id: string): string => label({ candidate: id, metric: own.metric })
  const what = `${name(own.candidate.id)} ${byRatio ? '/' : '-'} ${name(control.id)}`
  const everybody = [own.candidate, control.now, ...before, ...control.before]
  return told(
    { own, limit, values: typical(now, plain, byRatio), what, note, assumed: spread.assumed, runs: before.length },
    withoutErrors(spread.inference, everybody, own.metric),
  )
}

/** Round by round, by seed; rounds that one of both cannot tell are left out. Undefined where there is a value that has no logarithm. */
export function relationOf(
  candidate: CandidateResult,
  control: CandidateResult,
  metric: MetricKey,
  scale: 'log' | number,
): Rounds | undefined {
  const controls = new Map(control.rounds.map(one => [one.round, roundValue(one, metric)]))
  const pairs = candidate.rounds.flatMap(one => {
    const [left, right] = [roundValue(one, metric), controls.get(one.round) ?? null]
    return left === null || right === null ? [] : [{ seed: one.seed, left, right }]
  })
  if (scale !== 'log') return new Map(pairs.map(({ seed, left, right }) => [seed, scale * left - right]))
  if (pairs.some(({ left, right }) => left <= 0 || right <= 0)) return undefined
  return new Map(pairs.map(({ seed, left, right }) => [seed, Math.log(left) - Math.log(right)]))
}
